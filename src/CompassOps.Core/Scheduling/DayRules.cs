using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Scheduling;

/// <summary>
/// The days of a recurrence. Every nth day, week or month is counted from an anchor, so that the days do not depend on
/// the current date. Days before the anchor are counted backwards.
/// </summary>
public static class DayRules
{
    /// <summary>Every nth day.</summary>
    /// <param name="every">The distance in days; at least 1.</param>
    /// <param name="anchor">A day of the recurrence. Required if <paramref name="every"/> is above 1.</param>
    public static Func<DateTime, bool> Daily(int every = 1, DateTime? anchor = null)
    {
        Check(every, anchor);
        return date => IsMultiple(DayNumber(date) - DayNumber(anchor ?? date), every);
    }

    /// <summary>Some weekdays of every nth week. Weeks begin on Monday.</summary>
    /// <param name="weekdays">The weekdays.</param>
    /// <param name="every">The distance in weeks; at least 1.</param>
    /// <param name="anchor">A day of a week of the recurrence. Required if <paramref name="every"/> is above 1.</param>
    public static Func<DateTime, bool> Weekly(IReadOnlyCollection<DayOfWeek> weekdays, int every = 1, DateTime? anchor = null)
    {
        Check(every, anchor);
        return date => weekdays.Contains(date.DayOfWeek) && IsMultiple(WeekNumber(date) - WeekNumber(anchor ?? date), every);
    }

    /// <summary>Some days of every nth month, moved by some days.</summary>
    /// <param name="days">The days of the month.</param>
    /// <param name="every">The distance in months; at least 1.</param>
    /// <param name="anchor">A day of a month of the recurrence. Required if <paramref name="every"/> is above 1.</param>
    /// <param name="offset">The number of days to move by; negative for earlier. The moved day may be in another month.</param>
    public static Func<DateTime, bool> Monthly(IReadOnlyCollection<MonthDay> days, int every = 1, DateTime? anchor = null, int offset = 0)
    {
        Check(every, anchor);
        return date =>
        {
            DateTime counted = date.AddDays(-offset);
            return IsMultiple(MonthNumber(counted) - MonthNumber(anchor ?? counted), every) && days.Any(day => day.Is(counted));
        };
    }

    private static void Check(int every, DateTime? anchor)
    {
        if (every < 1)
        {
            throw new CompassArgumentException(Messages.BadStep(every), nameof(every));
        }

        if (every > 1 && anchor is null)
        {
            throw new CompassArgumentException(Messages.StepWithoutAnchor(every), nameof(anchor));
        }
    }

    private static bool IsMultiple(long distance, int every) => distance % every == 0;

    private static long DayNumber(DateTime date) => date.Ticks / TimeSpan.TicksPerDay;

    // 1 January of the year 1 is a Monday.
    private static long WeekNumber(DateTime date) => DayNumber(date) / 7;

    private static long MonthNumber(DateTime date) => (date.Year * 12L) + date.Month;
}
