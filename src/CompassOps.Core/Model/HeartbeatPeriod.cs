using System;

namespace CompassOps;

/// <summary>Turns a heartbeat's interval and unit into a time, and a time into the largest unit that divides it.</summary>
public static class HeartbeatPeriod
{
    /// <summary>The unit for minutes as the contract's requests spell it.</summary>
    public const string Minutes = "minutes";

    /// <summary>The unit for hours as the contract's requests spell it.</summary>
    public const string Hours = "hours";

    /// <summary>The unit for days as the contract's requests spell it.</summary>
    public const string Days = "days";

    /// <summary>
    /// Returns the duration of <paramref name="interval"/> units; null if either is missing, the unit is unknown, or the time is not
    /// positive or exceeds what a <see cref="TimeSpan"/> holds.
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
    /// Splits a time into an interval and the largest unit that divides it: an hour and a half is 90 minutes, a day is 1 day.
    /// </summary>
    /// <exception cref="CompassArgumentException">The time is below a minute, not a whole number of minutes, or too long.</exception>
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
