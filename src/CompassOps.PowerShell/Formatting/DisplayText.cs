using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace CompassOps.Formatting;

/// <summary>Formats values for people: instants, durations, and arguments of commands to copy. The result is the same in every culture.</summary>
internal static class DisplayText
{
    /// <summary>The characters that are not shown as they are: controls, line separators, and characters that reorder text. The views have the same expression.</summary>
    public const string UnsafeCharacters = @"[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u206F]";

    /// <summary>The character that replaces them.</summary>
    public const string UnsafeSign = "\uFFFD";

    // Characters that end or expand a double-quoted string. The shell treats typographic quotation marks as plain ones.
    private static readonly Regex DoubleQuoteSpecial = new("[`$\"\u201C\u201D\u201E]", RegexOptions.CultureInvariant);

    private static readonly Regex Unsafe = new(UnsafeCharacters, RegexOptions.CultureInvariant);

    /// <summary>
    /// Returns text for a terminal or a log. Names of the service may contain controls that would move the cursor, begin a line or reorder text.
    /// </summary>
    public static string Visible(string text) => IsPrintableAscii(text) ? text : Unsafe.Replace(text, UnsafeSign);

    /// <summary>Returns text of several lines, each of which is visible.</summary>
    public static string VisibleLines(string text) =>
        string.Join("\n", text.Split('\n').Select(static line => Visible(line.TrimEnd('\r'))));

    /// <summary>Returns an instant in the local time of the machine, with its offset, to the minute.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    /// <summary>Returns a duration in days, hours, minutes and seconds, such as <c>2 h 30 min</c>.</summary>
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

    /// <summary>Returns a value as a command-line argument, quoted unless the shell reads it as one word.</summary>
    public static string Argument(string value) => IsWord(value) ? value : Literal(value);

    /// <summary>Returns a value in single quotation marks, escaped for the shell.</summary>
    public static string Quoted(string value) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";

    /// <summary>Returns a value as a quoted argument that shows unsafe characters as code, such as <c>"a$([char]0x1B)b"</c>.</summary>
    public static string Literal(string value) => !Unsafe.IsMatch(value)
        ? Quoted(value)
        : "\"" + Unsafe.Replace(DoubleQuoteSpecial.Replace(value, "`$0"), static match => $"$([char]0x{(int)match.Value[0]:X})") + "\"";

    /// <summary>Returns a scope as a parameter of a command to copy.</summary>
    public static string ScopeParameter(MaintenanceScope scope) => scope.IsGlobal ? "-Global" : "-TeamId " + Argument(scope.TeamId!);

    /// <summary>Returns an address without its user name and password.</summary>
    public static string Address(string address)
    {
        int at = address.LastIndexOf('@');
        int slashes = address.IndexOf("//", StringComparison.Ordinal);
        int start = slashes < 0 || slashes > at ? 0 : slashes + 2;
        return at < 0 ? address : address.Remove(start, at - start).Insert(start, "***");
    }

    /// <summary>Returns a count with its noun, such as <c>1 heartbeat</c> or <c>2 heartbeats</c>.</summary>
    public static string Count(int count, string noun) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + noun + (count == 1 ? "" : "s");

    // Most texts need no regular expression, which takes some milliseconds to build.
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
