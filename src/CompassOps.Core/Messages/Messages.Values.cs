namespace CompassOps;

/// <content>Messages about durations, dates and times of day.</content>
internal static partial class Messages
{
    private const string DurationForms = "Write a duration as 30m, 2h, 1d, 4w, 1h30m or 2:00 (hours:minutes).";

    public static string NotADuration(string text) => $"'{text}' is not a duration. {DurationForms}";

    public static string DurationWithoutUnit(string number) => $"The duration '{number}' has no unit. Write {number}m, {number}h or {number}d.";

    public static string DurationOfCalendarUnits(string text) =>
        $"'{text}' is not a duration: years and months have no fixed length. {DurationForms}";

    public static string NegativeDuration(string text) => $"'{text}' is negative, but a duration cannot be negative. {DurationForms}";

    public static string DurationTooLong(string text) => $"The duration '{text}' is too long. Write a shorter duration.";

    private const string DateForms = "Write a date as 2026-12-24T22:00 (local time) or 2026-12-24T22:00:00Z (UTC).";

    public static string NotADate(string text) => $"'{text}' is not a date. {DateForms}";

    public static string AmbiguousDate(string text) =>
        $"The date '{text}' is ambiguous, because the order of day and month differs between countries. {DateForms}";

    public static string DateOfOtherCalendar(string text) =>
        $"The year in '{text}' is before 1900 or after 2399. Convert a date of another calendar to the Gregorian calendar. {DateForms}";

    public static string NotATimeOfDay(string text) => $"'{text}' is not a time of day. Write a time as 02:00, 14:30 or 10pm.";

    public static string MalformedList(string text) =>
        $"'{text}' is not a valid list: a quotation mark is not closed, or text follows a closing quotation mark. "
        + "Separate items by commas. To use quotation marks in an item, enclose the item in quotation marks, "
        + "and write each inner quotation mark twice.";
}
