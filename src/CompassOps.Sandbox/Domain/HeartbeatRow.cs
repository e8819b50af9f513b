using System;

namespace CompassOps.Sandbox.Domain;

internal static class HeartbeatStatus
{
    public const string Pending = "Pending";
    public const string Responsive = "Responsive";
    public const string Unresponsive = "Unresponsive";

    /// <summary>The status that responses contain if the heartbeat is disabled.</summary>
    public const string Off = "Off";
}

internal sealed record HeartbeatRow
{
    public const string DefaultMessage = "HeartbeatName is expired";
    public const string DefaultPriority = "P3";

    public required string TeamId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required int Interval { get; init; }

    public required string IntervalUnit { get; init; }

    public bool Enabled { get; init; }

    public string AlertMessage { get; init; } = DefaultMessage;

    public string[] AlertTags { get; init; } = [];

    public string AlertPriority { get; init; } = DefaultPriority;

    public string Status { get; init; } = HeartbeatStatus.Pending;

    public string ShownStatus => Enabled ? Status : HeartbeatStatus.Off;

    /// <summary>The time when the last ping took effect. Null if the heartbeat has received no ping.</summary>
    public DateTimeOffset? LastPing { get; init; }

    /// <summary>
    /// The start of the current interval. This is the time of the last ping, or the time when the heartbeat was enabled if that was
    /// later. Null if the heartbeat has received no ping.
    /// </summary>
    public DateTimeOffset? CountsFrom { get; init; }

    /// <summary>
    /// The end of the current interval. Null if the heartbeat cannot expire, because it has received no ping, is disabled or is
    /// already unresponsive.
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

    // Returns null if the interval would end after the latest date that .NET supports. The heartbeat then never expires.
    private static DateTimeOffset? Add(DateTimeOffset from, decimal ticks) =>
        ticks < DateTimeOffset.MaxValue.UtcTicks - from.UtcTicks ? from.AddTicks((long)ticks) : null;
}
