using System;
using System.Globalization;
using System.Text.RegularExpressions;
using CompassOps.Values;

namespace CompassOps.OperationsAsCode;

/// <summary>Reads the values of a declaration in forms that have the same meaning on every computer.</summary>
internal static class FileValues
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex InstantForm = new(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})\z", Options);

    private static readonly Regex DateForm = new(@"^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}\z", Options);

    /// <summary>Reads a date and time with an offset.</summary>
    /// <exception cref="CompassArgumentException">The text is invalid.</exception>
    public static DateTimeOffset Instant(string text) =>
        InstantForm.IsMatch(text) ? InstantReader.Parse(text) : throw new CompassArgumentException(Messages.NotAnInstant(text), null);

    /// <summary>Reads a date.</summary>
    /// <exception cref="CompassArgumentException">The text is invalid.</exception>
    public static DateTime Date(string text) =>
        DateForm.IsMatch(text) && DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
            ? date
            : throw new CompassArgumentException(Messages.NotALocalDate(text), null);

    /// <summary>Reads a duration, which must be above zero.</summary>
    /// <exception cref="CompassArgumentException">The text is invalid.</exception>
    public static TimeSpan Duration(string text)
    {
        TimeSpan duration = DurationReader.Parse(text);
        return duration > TimeSpan.Zero && duration.TotalDays <= MaximumDays ? duration : throw new CompassArgumentException(Messages.DurationOutOfRange(text), null);
    }

    /// <summary>Finds a time zone.</summary>
    /// <exception cref="CompassArgumentException">This computer does not have the time zone.</exception>
    public static TimeZoneInfo Zone(string text) => TimeZoneReader.Find(text) ?? throw new CompassArgumentException(Messages.NotATimeZone(text), null);

    /// <summary>Reads the full English name of a weekday, in any letter case.</summary>
    /// <exception cref="CompassArgumentException">The text is invalid.</exception>
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

    // Longer durations are errors: a duration of ten years most likely has the wrong unit.
    private const int MaximumDays = 3660;
}
