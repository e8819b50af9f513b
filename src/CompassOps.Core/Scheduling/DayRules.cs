using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Scheduling;

/// <summary>
/// Creates rules that select the days of a recurrence. A rule for every nth day, week or month counts from an anchor date. Therefore its
/// days do not depend on the current date. It also selects days before the anchor.
/// </summary>
public static class DayRules
{
    /// <summary>Selects every nth day.</summary>
    /// <param name="every">The distance in days; at least 1.</param>
    /// <param name="anchor">A selected day. Required if <paramref name="every"/> is above 1.</param>
    public static Func<DateTime, bool> Daily(int every = 1, DateTime? anchor = null)
    {
        Check(every, anchor);
        return date => IsMultiple(DayNumber(date) - DayNumber(anchor ?? date), every);
    }

    /// <summary>Selects weekdays of every nth week. Weeks begin on Monday.</summary>
    /// <param name="weekdays">The weekdays.</param>
    /// <param name="every">The distance in weeks; at least 1.</param>
    /// <param name="anchor">Any day of a selected week. Required if <paramref name="every"/> is above 1.</param>
    public static Func<DateTime, bool> Weekly(IReadOnlyCollection<DayOfWeek> weekdays, int every = 1, DateTime? anchor = null)
    {
        Check(every, anchor);
        return date => weekdays.Contains(date.DayOfWeek) && IsMultiple(WeekNumber(date) - WeekNumber(anchor ?? date), every);
    }

    /// <summary>Selects days of every nth month, and moves them by a number of days.</summary>
    /// <param name="days">The days of the month.</param>
    /// <param name="every">The distance in months; at least 1.</param>
    /// <param name="anchor">Any day of a selected month. Required if <paramref name="every"/> is above 1.</param>
    /// <param name="offset">
    /// The number of days by which to move each day. A negative number moves to an earlier day. The moved day may be in another month.
    /// </param>
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

    // Counts weeks from 1 January of the year 1, which is a Monday.
    private static long WeekNumber(DateTime date) => DayNumber(date) / 7;

    private static long MonthNumber(DateTime date) => (date.Year * 12L) + date.Month;
}
