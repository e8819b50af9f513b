using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace CompassOps.Formatting;

/// <summary>Formats text, dates, durations and command-line arguments for display. The result is the same in every culture.</summary>
internal static class DisplayText
{
    /// <summary>
    /// The regular expression for characters that must not be displayed: control characters, line separators, and characters that reorder
    /// text. If you change the expression, also change the copies in CompassOps.Format.ps1xml.
    /// </summary>
    public const string UnsafeCharacters = @"[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u206F]";

    /// <summary>The character that replaces an unsafe character.</summary>
    public const string UnsafeSign = "\uFFFD";

    // Matches the characters with a special meaning in a double-quoted string. PowerShell accepts typographic quotation marks as well as
    // plain quotation marks.
    private static readonly Regex DoubleQuoteSpecial = new("[`$\"\u201C\u201D\u201E]", RegexOptions.CultureInvariant);

    private static readonly Regex Unsafe = new(UnsafeCharacters, RegexOptions.CultureInvariant);

    /// <summary>
    /// Replaces unsafe characters, so that a text can be displayed or logged. Names from the service can contain characters that move the
    /// cursor, break the line or reorder text.
    /// </summary>
    public static string Visible(string text) => IsPrintableAscii(text) ? text : Unsafe.Replace(text, UnsafeSign);

    /// <summary>Replaces unsafe characters in each line of a text, and keeps the line breaks.</summary>
    public static string VisibleLines(string text) =>
        string.Join("\n", text.Split('\n').Select(static line => Visible(line.TrimEnd('\r'))));

    /// <summary>Formats a date as local time with the UTC offset, without seconds.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    /// <summary>Formats a duration in days, hours, minutes and seconds, such as <c>2 h 30 min</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        List<string> parts = new(4);
        foreach ((int count, string unit) in new[] { (time.Days, "d"), (time.Hours, "h"), (time.Minutes, "min"), (time.Seconds, "s") })
        {
            if (count != 0)
            {
                parts.Add(count.ToString(CultureInfo.InvariantCulture) + " " + unit);
            }
        }

        return parts.Count > 0 ? string.Join(" ", parts) : time.ToString("c", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Formats a value as a command-line argument. Adds quotation marks if PowerShell might not read the value as one word.
    /// </summary>
    public static string Argument(string value) => IsWord(value) ? value : Literal(value);

    /// <summary>Formats a value as a string in single quotation marks.</summary>
    public static string Quoted(string value) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";

    /// <summary>Formats a value as a quoted argument. Replaces unsafe characters with expressions, such as <c>"a$([char]0x1B)b"</c>.</summary>
    public static string Literal(string value) => !Unsafe.IsMatch(value)
        ? Quoted(value)
        : "\"" + Unsafe.Replace(DoubleQuoteSpecial.Replace(value, "`$0"), static match => $"$([char]0x{(int)match.Value[0]:X})") + "\"";

    /// <summary>Returns the parameter that selects a scope in a command, such as <c>-Global</c>.</summary>
    public static string ScopeParameter(MaintenanceScope scope) => scope.IsGlobal ? "-Global" : "-TeamId " + Argument(scope.TeamId!);

    /// <summary>Replaces the credentials in an address with three asterisks.</summary>
    public static string Address(string address)
    {
        int at = address.LastIndexOf('@');
        int slashes = address.IndexOf("//", StringComparison.Ordinal);
        int start = slashes < 0 || slashes > at ? 0 : slashes + 2;
        return at < 0 ? address : address.Remove(start, at - start).Insert(start, "***");
    }

    /// <summary>Formats a number with its noun, such as <c>1 heartbeat</c> or <c>2 heartbeats</c>.</summary>
    public static string Count(int count, string noun) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + noun + (count == 1 ? "" : "s");

    // Most texts contain only printable ASCII characters. For these texts, no regular expression is built, which saves some milliseconds.
    private static bool IsPrintableAscii(string text)
    {
        foreach (char character in text)
        {
            if (character is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWord(string value) => value.Length > 0 && char.IsLetterOrDigit(value[0])
        && value.All(static character => character < 128 && (char.IsLetterOrDigit(character) || character is '-' or '_' or '.'));
}
