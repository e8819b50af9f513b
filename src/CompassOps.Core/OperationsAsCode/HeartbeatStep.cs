using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>What is to be done about one heartbeat, and why.</summary>
public sealed record HeartbeatStep
{
    /// <summary>How much of a text a sentence shows.</summary>
    private const int LongestText = 60;

    /// <summary>One of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The heartbeat's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The differences: one for what is to be created or removed, else one a property.</summary>
    public IReadOnlyList<HeartbeatDifference> Differences { get; init; } = Array.Empty<HeartbeatDifference>();

    /// <summary>What is to be created; null for other actions.</summary>
    public HeartbeatCreate? Create { get; init; }

    /// <summary>What is to be changed; null for other actions.</summary>
    public HeartbeatPatch? Patch { get; init; }

    /// <summary>The step as a sentence that names heartbeat and team.</summary>
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
