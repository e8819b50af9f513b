// A heartbeat in the state.
using System;

namespace CompassOps.Sandbox.Domain;

/// <summary>The words of the status of a heartbeat.</summary>
internal static class HeartbeatStatus
{
    public const string Pending = "Pending";
    public const string Responsive = "Responsive";
    public const string Unresponsive = "Unresponsive";

    /// <summary>The status of a disabled heartbeat, whatever it was before.</summary>
    public const string Off = "Off";
}

/// <summary>A heartbeat. Immutable: a change is a new row.</summary>
internal sealed record HeartbeatRow
{
    public const string DefaultMessage = "HeartbeatName is expired";
    public const string DefaultPriority = "P3";

    public required string TeamId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required int Interval { get; init; }

    /// <summary>Minutes, Hours or Days, as responses spell it.</summary>
    public required string IntervalUnit { get; init; }

    public bool Enabled { get; init; }

    public string AlertMessage { get; init; } = DefaultMessage;

    public string[] AlertTags { get; init; } = [];

    public string AlertPriority { get; init; } = DefaultPriority;

    public string Status { get; init; } = HeartbeatStatus.Pending;

    /// <summary>The status that the service shows.</summary>
    public string ShownStatus => Enabled ? Status : HeartbeatStatus.Off;

    /// <summary>When the last ping took effect; null if none has.</summary>
    public DateTimeOffset? LastPing { get; init; }

    /// <summary>From when the interval counts: the last ping, or the enabling after it.</summary>
    public DateTimeOffset? CountsFrom { get; init; }

    /// <summary>
    /// When it becomes unresponsive unless it is pinged; null if it does not: it was never pinged, is disabled, or is unresponsive.
    /// </summary>
    public DateTimeOffset? ExpiresAt =>
        Enabled && Status == HeartbeatStatus.Responsive && CountsFrom is DateTimeOffset from ? Add(from, Interval * UnitTicks(IntervalUnit)) : null;

    private static decimal UnitTicks(string unit) => unit switch
    {
        "Minutes" => TimeSpan.TicksPerMinute,
        "Hours" => TimeSpan.TicksPerHour,
        "Days" => TimeSpan.TicksPerDay,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, null),
    };

    // An interval can reach beyond the calendar: then it never ends.
    private static DateTimeOffset? Add(DateTimeOffset from, decimal ticks) =>
        ticks < DateTimeOffset.MaxValue.UtcTicks - from.UtcTicks ? from.AddTicks((long)ticks) : null;
}
