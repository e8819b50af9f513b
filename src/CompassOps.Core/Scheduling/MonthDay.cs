using System;
using System.Globalization;

namespace CompassOps.Scheduling;

/// <summary>
/// A day of the month: a number, the last day, or a weekday with its position, such as <c>FirstSunday</c>, <c>FourthSunday</c> or
/// <c>LastSunday</c>.
/// </summary>
public readonly record struct MonthDay
{
    private static readonly string[] Places = { "First", "Second", "Third", "Fourth", "Last" };

    private readonly int _place;
    private readonly DayOfWeek? _weekday;

    private MonthDay(int place, DayOfWeek? weekday)
    {
        _place = place;
        _weekday = weekday;
    }

    /// <summary>Reads <c>1</c> to <c>31</c>, <c>Last</c>, or a weekday with its position, such as <c>FirstSunday</c>.</summary>
    /// <exception cref="CompassArgumentException">The text is not a day of the month.</exception>
    public static MonthDay Parse(string text)
    {
        string word = text.Trim();
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int day) && day is >= 1 and <= 31)
        {
            return new MonthDay(day, null);
        }

        for (int place = 0; place < Places.Length; place++)
        {
            if (!word.StartsWith(Places[place], StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string rest = word.Substring(Places[place].Length).Trim();
            if (rest.Length == 0 && Places[place] == "Last")
            {
                return new MonthDay(31, (DayOfWeek?)null) { IsLastDay = true };
            }

            foreach (DayOfWeek weekday in Enum.GetValues(typeof(DayOfWeek)))
            {
                if (string.Equals(rest, weekday.ToString(), StringComparison.OrdinalIgnoreCase))
                {
                    return new MonthDay(place, weekday);
                }
            }
        }

        throw new CompassArgumentException(Messages.NotADayOfMonth(text), "Monthly");
    }

    /// <summary>
    /// Whether the day is a number from 1 to 31. The cmdlets and declaration files reject an offset in days for such a day, because the
    /// user can change the number instead.
    /// </summary>
    public bool IsNumber => _weekday is null && !IsLastDay;

    private bool IsLastDay { get; init; }

    /// <summary>
    /// Returns whether the date is this day of its month. If a month does not have this day, for example day 31, the result is false for
    /// all dates of the month.
    /// </summary>
    public bool Is(DateTime date)
    {
        int days = DateTime.DaysInMonth(date.Year, date.Month);
        if (IsLastDay)
        {
            return date.Day == days;
        }

        if (_weekday is not { } weekday)
        {
            return date.Day == _place;
        }

        return date.DayOfWeek == weekday && (_place == 4 ? date.Day > days - 7 : (date.Day - 1) / 7 == _place);
    }
}
