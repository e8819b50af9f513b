using System;

namespace CompassOps;

/// <summary>One difference between a declared window and the actual window of the service.</summary>
public sealed record MaintenanceDifference
{
    /// <summary>The action that would remove the difference, a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The window's description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The id of the team; null for a global window.</summary>
    public string? TeamId { get; init; }

    /// <summary>The scope: <c>Team</c> or <c>Global</c>.</summary>
    public string Scope => MaintenanceScope.Word(TeamId);

    /// <summary>The declared start of the window. For an undeclared window, this is its actual start.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The window's id; null if the window is missing.</summary>
    public string? Id { get; init; }

    /// <summary>The property of <see cref="Maintenance"/> that differs; null if the whole window is missing or undeclared.</summary>
    public string? Property { get; init; }

    /// <summary>The declared value; null if the window is not declared.</summary>
    public object? Desired { get; init; }

    /// <summary>The actual value of the service's window; null if the window is missing.</summary>
    public object? Actual { get; init; }

    /// <summary>Returns the difference in one line.</summary>
    public override string ToString() => Property is null ? $"{Action} {Description}" : $"{Action} {Description} {Property}";
}
