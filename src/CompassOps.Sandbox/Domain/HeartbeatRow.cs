// A heartbeat in the state of the sandbox.
using System;

namespace CompassOps.Sandbox.Domain;

/// <summary>The values of the status of a heartbeat.</summary>
internal static class HeartbeatStatus
{
    public const string Pending = "Pending";
    public const string Responsive = "Responsive";
    public const string Unresponsive = "Unresponsive";

    /// <summary>The status of every disabled heartbeat.</summary>
    public const string Off = "Off";
}

/// <summary>A heartbeat. The record is immutable: a change creates a new one.</summary>
internal sealed record HeartbeatRow
{
    public const string DefaultMessage = "HeartbeatName is expired";
    public const string DefaultPriority = "P3";

    public required string TeamId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required int Interval { get; init; }

    /// <summary>Minutes, Hours or Days, spelt as in responses.</summary>
    public required string IntervalUnit { get; init; }

    public bool Enabled { get; init; }

    public string AlertMessage { get; init; } = DefaultMessage;

    public string[] AlertTags { get; init; } = [];

    public string AlertPriority { get; init; } = DefaultPriority;

    public string Status { get; init; } = HeartbeatStatus.Pending;

    /// <summary>The status that the service shows.</summary>
    public string ShownStatus => Enabled ? Status : HeartbeatStatus.Off;

    /// <summary>The time when the last ping took effect. Null if there was no ping.</summary>
    public DateTimeOffset? LastPing { get; init; }

    /// <summary>The time when the current interval began: the last ping, or a later time when the heartbeat was enabled.</summary>
    public DateTimeOffset? CountsFrom { get; init; }

    /// <summary>
    /// When the heartbeat becomes unresponsive if it gets no ping. Null if it cannot become unresponsive: it was never pinged, is
    /// disabled, or is already unresponsive.
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

    // The end of a very long interval is later than the latest date that .NET supports. Such an interval never ends.
    private static DateTimeOffset? Add(DateTimeOffset from, decimal ticks) =>
        ticks < DateTimeOffset.MaxValue.UtcTicks - from.UtcTicks ? from.AddTicks((long)ticks) : null;
}
