using System;

namespace CompassOps.Arguments;

/// <summary>How often a heartbeat is expected, as given in either of two ways: interval and unit, or a period.</summary>
internal static class HeartbeatTiming
{
    /// <summary>The interval and unit to send; null for what is not to be sent.</summary>
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

    /// <summary>The unit to send, also for the usual short forms; a word that is none of them passes as it is. Null for a blank.</summary>
    public static string? Unit(string? word) => word?.Trim().ToUpperInvariant() switch
    {
        null or "" => null,
        "M" or "MIN" or "MINS" => HeartbeatPeriod.Minutes,
        "H" or "HR" or "HRS" => HeartbeatPeriod.Hours,
        "D" => HeartbeatPeriod.Days,
        _ => KnownValues.Unit(word!.Trim()),
    };
}
