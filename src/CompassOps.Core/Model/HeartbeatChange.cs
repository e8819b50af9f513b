using System;

namespace CompassOps;

/// <summary>A change of a heartbeat's status between two readings of the list. Immutable.</summary>
public sealed class HeartbeatChange
{
    /// <summary>When the change was detected. The change happened up to one interval earlier.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The id of the heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The name of that team, or null if it is not known.</summary>
    public string? TeamName { get; init; }

    /// <summary>The heartbeat's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The status before the change; null if the heartbeat did not exist.</summary>
    public string? From { get; init; }

    /// <summary>The status after the change; null if the heartbeat no longer exists.</summary>
    public string? To { get; init; }

    /// <summary>The priority of the heartbeat's alert, as received.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>Returns the name and both statuses.</summary>
    public override string ToString() => $"{Name}: {From ?? "absent"} to {To ?? "absent"}";
}
