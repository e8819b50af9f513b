using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>One step of a synchronisation of windows.</summary>
public sealed record MaintenanceStep
{
    /// <summary>One of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The scope of the window.</summary>
    public MaintenanceScope Scope { get; init; }

    /// <summary>The window's description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The window's start: the declared one, or the actual one of an undeclared window.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The window's id; null where it is created.</summary>
    public string? Id { get; init; }

    /// <summary>The differences: one for a window that is created or removed, else one for each property.</summary>
    public IReadOnlyList<MaintenanceDifference> Differences { get; init; } = Array.Empty<MaintenanceDifference>();

    /// <summary>The window to create; null for other actions.</summary>
    public MaintenanceCreate? Create { get; init; }

    /// <summary>The change to make; null for other actions.</summary>
    public MaintenancePatch? Patch { get; init; }

    /// <summary>The step as a sentence that names window and team.</summary>
    public override string ToString()
    {
        string window = $"maintenance window '{Description}' ({(Scope.IsGlobal ? "global" : "team " + Scope.TeamId)})";
        return Action switch
        {
            SyncAction.Create => $"Create {window}: {Differences[0].Desired}.",
            SyncAction.Update => $"Change {window} of {MaintenanceComparison.Instant(StartDate)}: {string.Join("; ", Differences.Select(Change))}.",
            SyncAction.Remove => $"Remove {window}: {Differences[0].Actual}.",
            _ => $"Leave {window} alone: {Differences[0].Actual}.",
        };
    }

    // Two instants are easy to compare only with the same offset.
    private static string Change(MaintenanceDifference difference) =>
        $"{difference.Property} from {Say(difference is { Actual: DateTimeOffset actual, Desired: DateTimeOffset desired } ? actual.ToOffset(desired.Offset) : difference.Actual)} to {Say(difference.Desired)}";

    private static string Say(object? value) => value switch
    {
        DateTimeOffset instant => MaintenanceComparison.Instant(instant),
        string[] { Length: 0 } or null => "none",
        string[] list => string.Join(", ", list),
        _ => value.ToString() ?? "",
    };
}
