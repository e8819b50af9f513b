using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Scheduling;

/// <summary>
/// Creates rules that select the days of a recurrence. A rule for every nth day, week or month counts from an anchor date. Therefore the
/// selected days do not depend on the current date. The rule also selects days before the anchor date.
/// </summary>
public static class DayRules
{
    /// <summary>Selects every nth day.</summary>
    /// <param name="every">The number of days from one selected day to the next, at least 1.</param>
    /// <param name="anchor">One of the selected days. Required if <paramref name="every"/> is above 1.</param>
    public static Func<DateTime, bool> Daily(int every = 1, DateTime? anchor = null)
    {
        Check(every, anchor);
        return date => IsMultiple(DayNumber(date) - DayNumber(anchor ?? date), every);
    }

    /// <summary>Selects weekdays in every nth week. Weeks start on Monday.</summary>
    /// <param name="weekdays">The weekdays.</param>
    /// <param name="every">The number of weeks from one selected week to the next, at least 1.</param>
    /// <param name="anchor">Any day in one of the selected weeks. Required if <paramref name="every"/> is above 1.</param>
    public static Func<DateTime, bool> Weekly(IReadOnlyCollection<DayOfWeek> weekdays, int every = 1, DateTime? anchor = null)
    {
        Check(every, anchor);
        return date => weekdays.Contains(date.DayOfWeek) && IsMultiple(WeekNumber(date) - WeekNumber(anchor ?? date), every);
    }

    /// <summary>Selects days in every nth month. Each day can be moved by a fixed number of days.</summary>
    /// <param name="days">The days of the month.</param>
    /// <param name="every">The number of months from one selected month to the next, at least 1.</param>
    /// <param name="anchor">Any day in one of the selected months. Required if <paramref name="every"/> is above 1.</param>
    /// <param name="offset">
    /// The number of days by which each day is moved. A negative number results in an earlier day. The moved day can be in another month.
    /// </param>
    public static Func<DateTime, bool> Monthly(IReadOnlyCollection<MonthDay> days, int every = 1, DateTime? anchor = null, int offset = 0)
    {
        Check(every, anchor);
        return date =>
        {
            TimeSpan moved = TimeSpan.FromDays(offset);
            if (moved > date - DateTime.MinValue || moved < date - DateTime.MaxValue)
            {
                return false;
            }

            DateTime counted = date - moved;
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

    // Day 0 (1 January of the year 1) is a Monday, so weeks start on Monday.
    private static long WeekNumber(DateTime date) => DayNumber(date) / 7;

    private static long MonthNumber(DateTime date) => (date.Year * 12L) + date.Month;
}
