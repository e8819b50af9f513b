// An alert that the service would have raised.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>An alert that the service would have raised, because an enabled heartbeat had no ping within its interval.</summary>
/// <remarks>
/// A window silences it that is active at that instant, is global or of the heartbeat's team, and has a rule that disables an
/// integration: alerts come in through integrations. Rules on policies and syncs change how an alert is handled and do not silence
/// it; <c>noMaintenance</c> exempts its entity. The sandbox has no integrations, so it accepts any id.
/// </remarks>
public sealed record SandboxAlert
{
    /// <summary>When the interval had passed or, if it was shortened afterwards, when it was; by the sandbox's clock.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The heartbeat.</summary>
    public required string HeartbeatName { get; init; }

    /// <summary>The heartbeat's team.</summary>
    public required string TeamId { get; init; }

    /// <summary>The heartbeat's alertMessage at that instant.</summary>
    public required string Message { get; init; }

    /// <summary>The heartbeat's alertTags at that instant.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The heartbeat's alertPriority at that instant.</summary>
    public required string Priority { get; init; }

    /// <summary>True if an active maintenance silenced it.</summary>
    public bool Silenced => SilencedBy is not null;

    /// <summary>The id of that maintenance, of several the one that began first; null if none did.</summary>
    public string? SilencedBy { get; init; }
}
