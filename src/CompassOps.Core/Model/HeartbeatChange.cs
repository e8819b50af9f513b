using System;

namespace CompassOps;

/// <summary>
/// A change of a heartbeat's status, found by reading the list of heartbeats repeatedly. The creation or removal of a heartbeat is also a
/// change. Immutable.
/// </summary>
public sealed class HeartbeatChange
{
    /// <summary>The time at which the client found the change in the list. The status itself changed before that time.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The id of the heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The name of the heartbeat's team, or null if it is not known.</summary>
    public string? TeamName { get; init; }

    /// <summary>The name of the heartbeat.</summary>
    public string Name { get; init; } = "";

    /// <summary>The status before the change. Null for a new heartbeat, and for the first status that the client read.</summary>
    public string? From { get; init; }

    /// <summary>The status after the change, or null if the heartbeat no longer exists.</summary>
    public string? To { get; init; }

    /// <summary>The priority of the heartbeat's alert, exactly as the service returned it.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>Returns the name of the heartbeat, and its status before and after the change.</summary>
    public override string ToString() => $"{Name}: {From ?? "absent"} to {To ?? "absent"}";
}
