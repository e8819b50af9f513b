using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>One step of a synchronisation of windows.</summary>
public sealed record MaintenanceStep
{
    /// <summary>The action, a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The scope of the window.</summary>
    public MaintenanceScope Scope { get; init; }

    /// <summary>The window's description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The declared start of the window. For an undeclared window, this is its actual start.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The window's id; null if the step creates the window.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The differences. There is one for each property to update. A step that creates or removes a window has one difference.
    /// </summary>
    public IReadOnlyList<MaintenanceDifference> Differences { get; init; } = Array.Empty<MaintenanceDifference>();

    /// <summary>The window to create; null for other actions.</summary>
    public MaintenanceCreate? Create { get; init; }

    /// <summary>The update to send; null for other actions.</summary>
    public MaintenancePatch? Patch { get; init; }

    /// <summary>Returns the step as a sentence that names the window and the team.</summary>
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

    // Show the actual time with the offset of the desired time, so that both are easy to compare.
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
