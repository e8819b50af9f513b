using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CompassOps.Values;

/// <summary>Reads a time of day, such as <c>02:00</c>, <c>14:30</c>, <c>14:30:15</c>, <c>10pm</c> or <c>10:30 PM</c>.</summary>
public static class TimeOfDayReader
{
    private static readonly Regex Form = new(
        @"^(?<hour>[0-9]{1,2})(:(?<minute>[0-5][0-9])(:(?<second>[0-5][0-9]))?)?\s*(?<half>[ap]\.?m\.?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Reads a time of day.</summary>
    /// <exception cref="CompassArgumentException">The text is not a time of day.</exception>
    public static TimeSpan Parse(string text)
    {
        Match match = Form.Match(text.Trim());
        if (!match.Success || !(match.Groups["minute"].Success || match.Groups["half"].Success))
        {
            throw NotATime(text);
        }

        try
        {
            return Hours(Number(match, "hour"), match.Groups["half"].Value) + new TimeSpan(0, Number(match, "minute"), Number(match, "second"));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw NotATime(text);
        }
    }

    /// <summary>Converts an hour to the time since midnight.</summary>
    /// <param name="hour">The hour: 1 to 12 with AM or PM, otherwise 0 to 23.</param>
    /// <param name="half">AM or PM in any letter case. Only the first letter counts. Empty for a 24-hour clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The hour is out of range.</exception>
    internal static TimeSpan Hours(int hour, string half)
    {
        bool hasHalf = half.Length > 0;
        if (hour < (hasHalf ? 1 : 0) || hour > (hasHalf ? 12 : 23))
        {
            throw new ArgumentOutOfRangeException(nameof(hour));
        }

        return TimeSpan.FromHours(!hasHalf ? hour : (hour % 12) + (half[0] is 'p' or 'P' ? 12 : 0));
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    private static CompassArgumentException NotATime(string text) => new(Messages.NotATimeOfDay(text), "At");
}
