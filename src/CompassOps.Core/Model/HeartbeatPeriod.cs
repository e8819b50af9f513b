using System;

namespace CompassOps;

/// <summary>Converts between a <see cref="TimeSpan"/> and an interval with a unit.</summary>
public static class HeartbeatPeriod
{
    /// <summary>The unit "minutes" in requests.</summary>
    public const string Minutes = "minutes";

    /// <summary>The unit "hours" in requests.</summary>
    public const string Hours = "hours";

    /// <summary>The unit "days" in requests.</summary>
    public const string Days = "days";

    /// <summary>
    /// Converts an interval to a duration. Returns null if the interval or the unit is missing, or if the unit is unknown. Also returns
    /// null if the duration is not positive or does not fit into a <see cref="TimeSpan"/>.
    /// </summary>
    public static TimeSpan? From(int? interval, string? unit)
    {
        if (interval is not > 0 || unit is null)
        {
            return null;
        }

        long ticks = KnownValues.Unit(unit) switch
        {
            Minutes => TimeSpan.TicksPerMinute,
            Hours => TimeSpan.TicksPerHour,
            Days => TimeSpan.TicksPerDay,
            _ => 0,
        };
        return ticks == 0 || interval.Value > TimeSpan.MaxValue.Ticks / ticks ? null : new TimeSpan(interval.Value * ticks);
    }

    /// <summary>
    /// Converts a duration to a whole number of days, hours or minutes. Uses the largest possible unit: 24 hours become 1 day, and 1.5
    /// hours become 90 minutes.
    /// </summary>
    /// <exception cref="CompassArgumentException">
    /// The duration is shorter than one minute, is not a whole number of minutes, or is too long.
    /// </exception>
    public static (int Interval, string Unit) Split(TimeSpan period)
    {
        if (period < TimeSpan.FromMinutes(1))
        {
            throw new CompassArgumentException(Messages.PeriodTooShort(period), nameof(period));
        }

        if (period.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new CompassArgumentException(Messages.PeriodNotWhole(period), nameof(period));
        }

        (long size, string unit) = period.Ticks % TimeSpan.TicksPerDay == 0 ? (TimeSpan.TicksPerDay, Days)
            : period.Ticks % TimeSpan.TicksPerHour == 0 ? (TimeSpan.TicksPerHour, Hours)
            : (TimeSpan.TicksPerMinute, Minutes);
        long interval = period.Ticks / size;
        return interval <= int.MaxValue
            ? ((int)interval, unit)
            : throw new CompassArgumentException(Messages.PeriodTooLong(period), nameof(period));
    }
}
