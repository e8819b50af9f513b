using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>
/// An alert. The simulated service raises an alert when an enabled heartbeat receives no ping within its interval.
/// </summary>
/// <remarks>
/// A maintenance window mutes an alert only if all these conditions are true:
/// <list type="bullet">
/// <item><description>The window is active when the alert is raised.</description></item>
/// <item><description>The window is global, or its team is the team of the heartbeat.</description></item>
/// <item><description>At least one rule of the window disables an integration.</description></item>
/// </list>
/// Rules for policies and syncs do not mute alerts. The sandbox accepts any integration id, because it has no integrations.
/// </remarks>
public sealed record SandboxAlert
{
    /// <summary>
    /// The time when the interval ended, by the sandbox's clock. If a shorter interval caused the alert, this is the time when the
    /// interval was changed.
    /// </summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The name of the heartbeat.</summary>
    public required string HeartbeatName { get; init; }

    /// <summary>The id of the heartbeat's team.</summary>
    public required string TeamId { get; init; }

    /// <summary>The heartbeat's alert message at <see cref="RaisedAt"/>.</summary>
    public required string Message { get; init; }

    /// <summary>The heartbeat's alert tags at <see cref="RaisedAt"/>.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The heartbeat's alert priority at <see cref="RaisedAt"/>.</summary>
    public required string Priority { get; init; }

    /// <summary>Whether an active maintenance window muted the alert.</summary>
    public bool Silenced => SilencedBy is not null;

    /// <summary>
    /// The id of the maintenance window that muted the alert. If several windows muted the alert, this is the id of the window
    /// with the earliest start. Null if no window muted the alert.
    /// </summary>
    public string? SilencedBy { get; init; }
}
