using System;
using System.Globalization;
using System.Text.RegularExpressions;
using CompassOps.Values;

namespace CompassOps.OperationsAsCode;

/// <summary>Parses texts from a declaration file. Accepts only formats that have the same meaning in every culture and time zone.</summary>
internal static class FileValues
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex InstantForm = new(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})\z", Options);

    private static readonly Regex DateForm = new(@"^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}\z", Options);

    public static DateTimeOffset Instant(string text) =>
        InstantForm.IsMatch(text) ? InstantReader.Parse(text) : throw new CompassArgumentException(Messages.NotAnInstant(text), null);

    public static DateTime Date(string text) =>
        DateForm.IsMatch(text) && DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
            ? date
            : throw new CompassArgumentException(Messages.NotALocalDate(text), null);

    /// <exception cref="CompassArgumentException">The text is not a duration, or the duration is not positive or is too long.</exception>
    public static TimeSpan Duration(string text)
    {
        TimeSpan duration = DurationReader.Parse(text);
        return duration > TimeSpan.Zero && duration.TotalDays <= MaximumDays ? duration : throw new CompassArgumentException(Messages.DurationOutOfRange(text), null);
    }

    public static TimeZoneInfo Zone(string text) => TimeZoneReader.Find(text) ?? throw new CompassArgumentException(Messages.NotATimeZone(text), null);

    public static DayOfWeek Weekday(string text)
    {
        foreach (DayOfWeek day in Enum.GetValues(typeof(DayOfWeek)))
        {
            if (string.Equals(text, day.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return day;
            }
        }

        throw new CompassArgumentException(Messages.NotAWeekday(text), null);
    }

    // A duration of more than ten years is an error, because the unit is probably wrong.
    private const int MaximumDays = 3660;
}
