using System;

namespace CompassOps;

/// <summary>A change of a heartbeat's status that was found by reading the list of heartbeats twice. Immutable.</summary>
public sealed class HeartbeatChange
{
    /// <summary>The time at which the change was found. The change happened after the previous reading of the list.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The id of the heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The name of the heartbeat's team, or null if it is not known.</summary>
    public string? TeamName { get; init; }

    /// <summary>The name of the heartbeat.</summary>
    public string Name { get; init; } = "";

    /// <summary>The status before the change, or null if the heartbeat did not exist before.</summary>
    public string? From { get; init; }

    /// <summary>The status after the change, or null if the heartbeat no longer exists.</summary>
    public string? To { get; init; }

    /// <summary>The priority of the heartbeat's alert, exactly as the service returned it.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>Returns the name of the heartbeat and both statuses.</summary>
    public override string ToString() => $"{Name}: {From ?? "absent"} to {To ?? "absent"}";
}
