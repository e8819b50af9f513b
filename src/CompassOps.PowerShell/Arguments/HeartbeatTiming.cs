using System;

namespace CompassOps.Arguments;

/// <summary>The interval of a heartbeat, specified as interval and unit, or as a period.</summary>
internal static class HeartbeatTiming
{
    /// <summary>Returns the interval and unit to send; null for one that is not sent.</summary>
    /// <exception cref="CompassArgumentException">Both ways are given, or the period is no whole number of minutes.</exception>
    public static (int? Interval, string? Unit) Choose(int? interval, string? unit, TimeSpan? period)
    {
        if (period is not { } time)
        {
            return (interval, Unit(unit));
        }

        if (interval is not null || !string.IsNullOrWhiteSpace(unit))
        {
            throw new CompassArgumentException(Messages.PeriodOrInterval, null);
        }

        return HeartbeatPeriod.Split(time);
    }

    /// <summary>Returns the unit to send, also for the usual short forms. Other words are returned unchanged, a blank one as null.</summary>
    public static string? Unit(string? word) => word?.Trim().ToUpperInvariant() switch
    {
        null or "" => null,
        "M" or "MIN" or "MINS" => HeartbeatPeriod.Minutes,
        "H" or "HR" or "HRS" => HeartbeatPeriod.Hours,
        "D" => HeartbeatPeriod.Days,
        _ => KnownValues.Unit(word!.Trim()),
    };
}
