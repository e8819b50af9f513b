using System;

namespace CompassOps.Arguments;

/// <summary>Reads the interval of a heartbeat, which is specified either as interval and unit or as a period.</summary>
internal static class HeartbeatTiming
{
    /// <summary>Returns the interval and the unit to send. A value that is not to be sent is null.</summary>
    /// <exception cref="CompassArgumentException">A period is specified together with an interval or unit, or it is not a whole number of
    /// minutes.</exception>
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

    /// <summary>Returns the unit to send. Expands the usual short forms, returns null for blank text, and keeps unknown words.</summary>
    public static string? Unit(string? word) => word?.Trim().ToUpperInvariant() switch
    {
        null or "" => null,
        "M" or "MIN" or "MINS" => HeartbeatPeriod.Minutes,
        "H" or "HR" or "HRS" => HeartbeatPeriod.Hours,
        "D" => HeartbeatPeriod.Days,
        _ => KnownValues.Unit(word!.Trim()),
    };
}
