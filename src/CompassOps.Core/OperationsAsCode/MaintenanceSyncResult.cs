using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>The result of one <see cref="MaintenanceStep"/>.</summary>
public sealed record MaintenanceSyncResult
{
    private readonly TextList _property = TextList.None;

    /// <summary>The action: a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The description of the maintenance window.</summary>
    public string Description { get; init; } = "";

    /// <summary>The id of the team, or null for a global maintenance window.</summary>
    public string? TeamId { get; init; }

    /// <summary>The scope of the maintenance window: <c>Team</c> or <c>Global</c>.</summary>
    public string Scope => MaintenanceScope.Word(TeamId);

    /// <summary>The declared start of the maintenance window. If the window is not declared, this is its actual start.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The id of the maintenance window, or null if the window was not created.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The names of the properties that the step updates, or empty if the step creates or removes the maintenance window.
    /// </summary>
    public IReadOnlyList<string> Property { get => _property; init => _property = TextList.Of(value); }

    /// <summary>
    /// The status: <see cref="HeartbeatSyncResult.Done"/>, <see cref="HeartbeatSyncResult.Failed"/> or
    /// <see cref="HeartbeatSyncResult.Skipped"/>.
    /// </summary>
    public string Status { get; init; } = "";

    /// <summary>The reason why the step failed or was skipped, or null if it succeeded.</summary>
    public string? Reason { get; init; }

    /// <summary>Returns the action, the description and the status in one line.</summary>
    public override string ToString() => $"{Action} {Description}: {Status}";
}
