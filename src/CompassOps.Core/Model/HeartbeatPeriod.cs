using System;

namespace CompassOps;

/// <summary>Converts between a heartbeat's interval and unit and a <see cref="TimeSpan"/>.</summary>
public static class HeartbeatPeriod
{
    /// <summary>The unit for minutes, as the service expects it in requests.</summary>
    public const string Minutes = "minutes";

    /// <summary>The unit for hours, as the service expects it in requests.</summary>
    public const string Hours = "hours";

    /// <summary>The unit for days, as the service expects it in requests.</summary>
    public const string Days = "days";

    /// <summary>
    /// Returns the duration of an interval. Returns null if the interval or unit is missing, or if the unit is unknown. Also returns null
    /// if the duration is not positive or is too long for a <see cref="TimeSpan"/>.
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
    /// Converts a duration to an interval in the largest unit that gives a whole number. For example, 1.5 hours become 90 minutes, and 24
    /// hours become 1 day.
    /// </summary>
    /// <exception cref="CompassArgumentException">
    /// The duration is below a minute, is not a whole number of minutes, or is too long.
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
