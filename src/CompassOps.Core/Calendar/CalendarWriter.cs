using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CompassOps.Calendar;

/// <summary>
/// Writes an iCalendar file (RFC 5545) with CRLF line endings, lines of at most 75 octets, and times in UTC. The module does not use a
/// calendar library, because such a library would load its dependencies into the PowerShell process.
/// </summary>
public static class CalendarWriter
{
    private const int MaximumLineOctets = 75;

    /// <summary>Returns the text of the file.</summary>
    /// <param name="events">The events. If several events have the same identifier, the file contains only the first.</param>
    /// <param name="title">The name of the calendar in calendar programs.</param>
    /// <param name="product">The name and version of the program that writes the file.</param>
    /// <param name="now">The time at which the file is written.</param>
    public static string Write(IEnumerable<CalendarEvent> events, string title, string product, DateTimeOffset now)
    {
        StringBuilder text = new();
        AppendLine(text, "BEGIN:VCALENDAR");
        AppendLine(text, "VERSION:2.0");
        AppendLine(text, "PRODID:-//CompassOps//" + Escape(product) + "//EN");
        AppendLine(text, "CALSCALE:GREGORIAN");
        AppendLine(text, "METHOD:PUBLISH");
        AppendLine(text, "X-WR-CALNAME:" + Escape(title));
        HashSet<string> written = new(StringComparer.Ordinal);
        foreach (CalendarEvent one in events)
        {
            if (written.Add(one.Uid))
            {
                AppendEvent(text, one, now);
            }
        }

        AppendLine(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void AppendEvent(StringBuilder text, CalendarEvent one, DateTimeOffset now)
    {
        AppendLine(text, "BEGIN:VEVENT");
        AppendLine(text, "UID:" + Escape(one.Uid));
        AppendLine(text, "DTSTAMP:" + Instant(now));
        AppendLine(text, "DTSTART:" + Instant(one.Start));
        if (one.End is { } end && Instant(end) != Instant(one.Start) && end > one.Start)
        {
            AppendLine(text, "DTEND:" + Instant(end));
        }

        AppendLine(text, "SUMMARY:" + Escape(one.Summary));
        if (one.Description.Length > 0)
        {
            AppendLine(text, "DESCRIPTION:" + Escape(one.Description));
        }

        AppendLine(text, one.IsCancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");

        // TRANSPARENT means that calendar programs do not show the user as busy during the maintenance window.
        AppendLine(text, "TRANSP:TRANSPARENT");
        AppendLine(text, "END:VEVENT");
    }

    private static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// Escapes a value of the iCalendar type TEXT (RFC 5545, section 3.3.11). Replaces characters that are not valid in this type with
    /// U+FFFD.
    /// </summary>
    private static string Escape(string value)
    {
        StringBuilder escaped = new(value.Length + 8);
        for (int index = 0; index < value.Length; index++)
        {
            char current = value[index];
            switch (current)
            {
                case '\\' or ';' or ',':
                    escaped.Append('\\').Append(current);
                    break;
                case '\r' when index + 1 < value.Length && value[index + 1] == '\n':
                    break;
                case '\r' or '\n':
                    escaped.Append("\\n");
                    break;
                case '\t':
                    escaped.Append(current);
                    break;
                default:
                    escaped.Append(char.IsControl(current) || IsUnpairedSurrogate(value, index) ? '\uFFFD' : current);
                    break;
            }
        }

        return escaped.ToString();
    }

    private static bool IsUnpairedSurrogate(string value, int index) => char.IsSurrogate(value[index])
        && !(index + 1 < value.Length && char.IsSurrogatePair(value[index], value[index + 1]))
        && !(index > 0 && char.IsSurrogatePair(value[index - 1], value[index]));

    /// <summary>
    /// Appends a content line. Splits the content line into lines of at most 75 octets, but never within a character (RFC 5545, section 3.1).
    /// </summary>
    private static void AppendLine(StringBuilder text, string line)
    {
        int octets = 0;
        for (int index = 0; index < line.Length; index++)
        {
            int units = char.IsHighSurrogate(line[index]) && index + 1 < line.Length ? 2 : 1;
            int size = units == 2 ? 4 : line[index] < 0x80 ? 1 : line[index] < 0x800 ? 2 : 3;
            if (octets + size > MaximumLineOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(line, index, units);
            octets += size;
            index += units - 1;
        }

        text.Append("\r\n");
    }
}
