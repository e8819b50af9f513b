using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>One step of a synchronization. The step creates, updates, removes or only reports a heartbeat.</summary>
public sealed record HeartbeatStep
{
    /// <summary>The maximum length of a heartbeat's text in a message. A longer text, such as a description, is truncated.</summary>
    private const int LongestText = 60;

    /// <summary>The action: a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The name of the heartbeat.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of the heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>
    /// The differences between the desired and the actual state. An update has one difference for each changed property. Any other step has
    /// exactly one difference.
    /// </summary>
    public IReadOnlyList<HeartbeatDifference> Differences { get; init; } = Array.Empty<HeartbeatDifference>();

    /// <summary>The heartbeat to create, or null if the step does not create a heartbeat.</summary>
    public HeartbeatCreate? Create { get; init; }

    /// <summary>The patch to send, or null if the step does not update a heartbeat.</summary>
    public HeartbeatPatch? Patch { get; init; }

    /// <summary>Returns a sentence with the action, the name of the heartbeat and the team.</summary>
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
        TextList { Count: 0 } => Messages.None,
        string { Length: > LongestText } text => $"'{text.Substring(0, LongestText)}...'",
        string text => $"'{text}'",
        _ => $"{value}",
    };
}
