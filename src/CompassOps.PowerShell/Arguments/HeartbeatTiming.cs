using System;

namespace CompassOps.Arguments;

/// <summary>Determines the interval and the unit of a heartbeat. The caller specifies these values or a period.</summary>
internal static class HeartbeatTiming
{
    /// <summary>Returns the interval and the unit for the request. If a value is null, the request omits it.</summary>
    /// <exception cref="CompassArgumentException">
    /// The period is combined with an interval or a unit, is not a whole number of minutes, or is too short or too long.
    /// </exception>
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

    /// <summary>
    /// Returns the unit for the request. Expands common short forms, and keeps unknown words. Returns null for blank text.
    /// </summary>
    public static string? Unit(string? word) => word?.Trim().ToUpperInvariant() switch
    {
        null or "" => null,
        "M" or "MIN" or "MINS" => HeartbeatPeriod.Minutes,
        "H" or "HR" or "HRS" => HeartbeatPeriod.Hours,
        "D" => HeartbeatPeriod.Days,
        _ => KnownValues.Unit(word!.Trim()),
    };
}
