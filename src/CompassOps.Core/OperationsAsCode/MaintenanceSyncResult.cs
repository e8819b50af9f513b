using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>The result of one step of a synchronisation of windows.</summary>
public sealed record MaintenanceSyncResult
{
    /// <summary>The action, a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The window's description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The id of the team; null for a global window.</summary>
    public string? TeamId { get; init; }

    /// <summary>The scope: <c>Team</c> or <c>Global</c>.</summary>
    public string Scope => MaintenanceScope.Word(TeamId);

    /// <summary>The declared start of the window. For an undeclared window, this is its actual start.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The window's id; null if the window was not created.</summary>
    public string? Id { get; init; }

    /// <summary>The properties to change. Empty if the whole window is created or removed.</summary>
    public IReadOnlyList<string> Property { get; init; } = Array.Empty<string>();

    /// <summary>
    /// The status: <see cref="HeartbeatSyncResult.Done"/>, <see cref="HeartbeatSyncResult.Failed"/> or
    /// <see cref="HeartbeatSyncResult.Skipped"/>.
    /// </summary>
    public string Status { get; init; } = "";

    /// <summary>The reason why the step failed or was skipped; null if it succeeded.</summary>
    public string? Reason { get; init; }

    /// <summary>Returns the result in one line.</summary>
    public override string ToString() => $"{Action} {Description}: {Status}";
}
