using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>One step of a synchronisation of heartbeats.</summary>
public sealed record HeartbeatStep
{
    /// <summary>The largest length of a text that a message quotes.</summary>
    private const int LongestText = 60;

    /// <summary>The action, a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The heartbeat's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>
    /// One difference for each property to update. A step that creates or removes a heartbeat has one difference.
    /// </summary>
    public IReadOnlyList<HeartbeatDifference> Differences { get; init; } = Array.Empty<HeartbeatDifference>();

    /// <summary>The heartbeat to create; null for other actions.</summary>
    public HeartbeatCreate? Create { get; init; }

    /// <summary>The update to send; null for other actions.</summary>
    public HeartbeatPatch? Patch { get; init; }

    /// <summary>Returns the step as a sentence that names the heartbeat and the team.</summary>
    public override string ToString() => Action switch
    {
        SyncAction.Create => Messages.StepCreate(Name, TeamId, Differences[0].Desired),
        SyncAction.Update => Messages.StepChange(Name, TeamId, string.Join("; ", Differences.Select(Change))),
        SyncAction.Remove => Messages.StepRemove(Name, TeamId, Differences[0].Actual),
        _ => Messages.StepLeave(Name, TeamId, Differences[0].Actual),
    };

    private static string Change(HeartbeatDifference difference) =>
        Messages.FromTo(difference.Property, Say(difference.Actual), Say(difference.Desired));

    private static string Say(object? value) => value switch
    {
        null or "" => Messages.Nothing,
        string[] { Length: 0 } => Messages.None,
        string[] list => string.Join(", ", list),
        string { Length: > LongestText } text => $"'{text.Substring(0, LongestText)}...'",
        string text => $"'{text}'",
        _ => $"{value}",
    };
}
