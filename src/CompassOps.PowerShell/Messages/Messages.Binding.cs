using System;

namespace CompassOps;

/// <content>Messages about values that cannot be converted.</content>
internal static partial class Messages
{
    private const string DurationForms = "Write it as 30m, 2h, 1d, 4w, 1h30m or 2:00 (hours:minutes).";

    public static string NotADuration(object value) => $"'{value}' is not a duration. {DurationForms}";

    public static string NegativeDuration(TimeSpan time) => $"'{time}' is negative. A duration cannot be negative. {DurationForms}";

    public const string EmptyDate = "A date is empty. Leave the parameter or the column out, or write a date such as 2026-12-24T22:00.";

    public static string NotADate(object value) =>
        $"'{value}' is not a date. Write it as 2026-12-24T22:00 (local time) or 2026-12-24T22:00:00Z, or use Get-Date.";

    public static string DateOutOfRange(DateTime time) => $"'{time:o}' is out of range.";

    public const string ListTooDeep = "A list contains itself, or lists within lists to a depth that is not supported.";

    public static string SeveralWords(string text) => $"'{text}' names several values, and one is expected.";

    public static string NotOneOf(object? value, string[] names) => $"'{value}' is not one of {string.Join(", ", names)}.";

    public static string TypeNameAsTags(string text) =>
        $"'{text}' is the name of a type, which Export-Csv writes in place of an array. Join the tags with commas in the table.";

    public static string TagWithBlanks(string cell) =>
        $"The tags '{cell}' contain spaces, which do not separate tags. Separate tags by commas; put a tag with spaces in quotation marks.";

    public static string NotARule(object value) => $"'{value}' is not a maintenance rule. Make one with New-CompassMaintenanceRule, "
        + "or specify @{ State = 'disabled'; EntityType = 'integration'; EntityId = '...' } or the text 'disabled integration <id>'.";
}
