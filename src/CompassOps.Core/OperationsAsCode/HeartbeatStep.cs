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
        SyncAction.Create => $"Create heartbeat '{Name}' in team {TeamId} ({Differences[0].Desired}).",
        SyncAction.Update => $"Change heartbeat '{Name}' of team {TeamId}: {string.Join("; ", Differences.Select(Change))}.",
        SyncAction.Remove => $"Remove heartbeat '{Name}' of team {TeamId} ({Differences[0].Actual}).",
        _ => $"Leave heartbeat '{Name}' of team {TeamId} alone ({Differences[0].Actual}).",
    };

    private static string Change(HeartbeatDifference difference) =>
        $"{difference.Property} from {Say(difference.Actual)} to {Say(difference.Desired)}";

    private static string Say(object? value) => value switch
    {
        null or "" => "nothing",
        string[] { Length: 0 } => "none",
        string[] list => string.Join(", ", list),
        string { Length: > LongestText } text => $"'{text.Substring(0, LongestText)}...'",
        string text => $"'{text}'",
        _ => $"{value}",
    };
}
