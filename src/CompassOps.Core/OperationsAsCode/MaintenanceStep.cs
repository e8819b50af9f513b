using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>One step of a synchronization. The step creates, updates, removes or only reports a maintenance window.</summary>
public sealed record MaintenanceStep
{
    /// <summary>The action: a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The team of the maintenance window, or the whole organization.</summary>
    public MaintenanceScope Scope { get; init; }

    /// <summary>The description of the maintenance window.</summary>
    public string Description { get; init; } = "";

    /// <summary>The declared start of the maintenance window. If the window is not declared, this is its actual start.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The id of the maintenance window, or null if the step creates the window.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The differences between the desired and the actual state. An update has one difference for each changed property. Any other step has
    /// exactly one difference.
    /// </summary>
    public IReadOnlyList<MaintenanceDifference> Differences { get; init; } = Array.Empty<MaintenanceDifference>();

    /// <summary>The maintenance window to create, or null if the step does not create a window.</summary>
    public MaintenanceCreate? Create { get; init; }

    /// <summary>The patch to send, or null if the step does not update a window.</summary>
    public MaintenancePatch? Patch { get; init; }

    /// <summary>Returns a sentence with the action, the maintenance window and the team.</summary>
    public override string ToString()
    {
        string window = Messages.WindowOf(Description, Scope.TeamId);
        return Action switch
        {
            SyncAction.Create => Messages.StepCreateWindow(window, Differences[0].Desired),
            SyncAction.Update => Messages.StepChangeWindow(window, MaintenanceComparison.Instant(StartDate), string.Join("; ", Differences.Select(Change))),
            SyncAction.Remove => Messages.StepRemoveWindow(window, Differences[0].Actual),
            _ => Messages.StepLeaveWindow(window, Differences[0].Actual),
        };
    }

    // Returns the difference as text. Shows the actual time with the UTC offset of the desired time, so that a reader can compare the two
    // times.
    private static string Change(MaintenanceDifference difference) => Messages.FromTo(
        difference.Property,
        Say(difference is { Actual: DateTimeOffset actual, Desired: DateTimeOffset desired } ? WithOffset(actual, desired.Offset) : difference.Actual),
        Say(difference.Desired));

    // Returns the time unchanged if the offset would move it out of the years 1 to 9999.
    private static DateTimeOffset WithOffset(DateTimeOffset instant, TimeSpan offset) =>
        instant - DateTimeOffset.MinValue >= -offset && DateTimeOffset.MaxValue - instant >= offset ? instant.ToOffset(offset) : instant;

    private static string Say(object? value) => value switch
    {
        DateTimeOffset instant => MaintenanceComparison.Instant(instant),
        TextList { Count: 0 } or null => Messages.None,
        TextList list => string.Join(", ", list),
        _ => value.ToString() ?? "",
    };
}
