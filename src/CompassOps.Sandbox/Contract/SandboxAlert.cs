// An alert that the service would have raised.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>An alert that the service would have raised, because an enabled heartbeat received no ping within its interval.</summary>
/// <remarks>
/// A maintenance window silences the alert if all of the following is true. The window is active when the alert is raised. It is global or
/// belongs to the heartbeat's team. One of its rules disables an integration, because alerts enter the service through integrations.
/// Rules for policies and syncs do not silence an alert; they change how the service handles it. The rule state <c>noMaintenance</c>
/// excludes an entity from the window. The sandbox has no integrations, so it accepts any integration id.
/// </remarks>
public sealed record SandboxAlert
{
    /// <summary>
    /// The time when the interval ended, by the sandbox's clock. If shortening the interval caused the alert, the time of that change.
    /// </summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The name of the heartbeat.</summary>
    public required string HeartbeatName { get; init; }

    /// <summary>The id of the heartbeat's team.</summary>
    public required string TeamId { get; init; }

    /// <summary>The alertMessage of the heartbeat at <see cref="RaisedAt"/>.</summary>
    public required string Message { get; init; }

    /// <summary>The alertTags of the heartbeat at <see cref="RaisedAt"/>.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The alertPriority of the heartbeat at <see cref="RaisedAt"/>.</summary>
    public required string Priority { get; init; }

    /// <summary>Whether an active maintenance window silenced the alert.</summary>
    public bool Silenced => SilencedBy is not null;

    /// <summary>
    /// The id of the maintenance window that silenced the alert. If several windows did, the one that began first. Null if no window did.
    /// </summary>
    public string? SilencedBy { get; init; }
}
