using System;

namespace CompassOps;

/// <summary>One difference between a declared window and the one that the service has.</summary>
public sealed record MaintenanceDifference
{
    /// <summary>The action that would remove the difference; one of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The window's description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The team; null for a global window.</summary>
    public string? TeamId { get; init; }

    /// <summary><c>Team</c> or <c>Global</c>.</summary>
    public string Scope => MaintenanceScope.Word(TeamId);

    /// <summary>The window's start: the declared one, or the actual one of an undeclared window.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The window's id; null where it is missing.</summary>
    public string? Id { get; init; }

    /// <summary>The property of <see cref="Maintenance"/> that differs; null where the whole window is declared or exists alone.</summary>
    public string? Property { get; init; }

    /// <summary>The declared value; null where nothing is declared.</summary>
    public object? Desired { get; init; }

    /// <summary>The value that the service has; null where the window is missing.</summary>
    public object? Actual { get; init; }

    /// <summary>The difference in a line.</summary>
    public override string ToString() => Property is null ? $"{Action} {Description}" : $"{Action} {Description} {Property}";
}
