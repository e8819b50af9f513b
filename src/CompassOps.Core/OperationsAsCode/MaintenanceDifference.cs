using System;

namespace CompassOps;

/// <summary>One difference between the desired and the actual state of a maintenance window.</summary>
public sealed record MaintenanceDifference
{
    /// <summary>The action that a synchronization carries out for the difference: a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The description of the maintenance window.</summary>
    public string Description { get; init; } = "";

    /// <summary>The id of the team, or null for a global maintenance window.</summary>
    public string? TeamId { get; init; }

    /// <summary>The scope of the maintenance window: <c>Team</c> or <c>Global</c>.</summary>
    public string Scope => MaintenanceScope.Word(TeamId);

    /// <summary>The declared start of the maintenance window. If the window is not declared, this is its actual start.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The id of the maintenance window, or null if the service does not have the window.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The name of the property of <see cref="Maintenance"/> that differs. Null if the service does not have the window, or if the window
    /// is not declared.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>The desired value, or null if the maintenance window is not declared.</summary>
    public object? Desired { get; init; }

    /// <summary>The actual value, or null if the service does not have the maintenance window.</summary>
    public object? Actual { get; init; }

    /// <summary>Returns the action, the description and the property in one line.</summary>
    public override string ToString() => Property is null ? $"{Action} {Description}" : $"{Action} {Description} {Property}";
}
