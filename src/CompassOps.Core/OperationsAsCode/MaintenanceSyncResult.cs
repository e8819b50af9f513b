using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>The outcome of one step of a synchronisation of windows.</summary>
public sealed record MaintenanceSyncResult
{
    /// <summary>The action; one of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The window's description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The team; null for a global window.</summary>
    public string? TeamId { get; init; }

    /// <summary><c>Team</c> or <c>Global</c>.</summary>
    public string Scope => MaintenanceScope.Word(TeamId);

    /// <summary>The window's start: the declared one, or the actual one of an undeclared window.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The window's id; null for one that was not created.</summary>
    public string? Id { get; init; }

    /// <summary>The properties to change, an array; empty where the whole window is created or removed.</summary>
    public IReadOnlyList<string> Property { get; init; } = Array.Empty<string>();

    /// <summary><see cref="HeartbeatSyncResult.Done"/>, <see cref="HeartbeatSyncResult.Failed"/> or <see cref="HeartbeatSyncResult.Skipped"/>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The reason if it was not done; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>The result in a line.</summary>
    public override string ToString() => $"{Action} {Description}: {Status}";
}
