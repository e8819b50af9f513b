using System;

namespace CompassOps.Commands;

/// <summary>How often a heartbeat is expected, as given in either of two ways: interval and unit, or a period.</summary>
internal static class HeartbeatTiming
{
    /// <summary>The interval and unit to send; null for what is not to be sent.</summary>
    /// <exception cref="CompassArgumentException">Both ways are given, or the period is no whole number of minutes.</exception>
    public static (int? Interval, string? Unit) Choose(int? interval, string? unit, TimeSpan? period)
    {
        if (period is not { } time)
        {
            return (interval, string.IsNullOrWhiteSpace(unit) ? null : Words.Unit(unit!.Trim()));
        }

        if (interval is not null || !string.IsNullOrWhiteSpace(unit))
        {
            throw new CompassArgumentException("Give either -Period, or -Interval with -IntervalUnit.", null);
        }

        return HeartbeatPeriod.Split(time);
    }
}
