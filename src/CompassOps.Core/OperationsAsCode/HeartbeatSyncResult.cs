using System.Collections.Generic;

namespace CompassOps;

/// <summary>The result of one <see cref="HeartbeatStep"/>.</summary>
public sealed record HeartbeatSyncResult
{
    private readonly TextList _property = TextList.None;

    /// <summary>The status of a step that succeeded.</summary>
    public const string Done = "Done";

    /// <summary>The status of a step that failed.</summary>
    public const string Failed = "Failed";

    /// <summary>The status of a step that was not carried out.</summary>
    public const string Skipped = "Skipped";

    /// <summary>The action: a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The name of the heartbeat.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of the heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The names of the properties that the step updates, or empty if the step creates or removes the heartbeat.</summary>
    public IReadOnlyList<string> Property { get => _property; init => _property = TextList.Of(value); }

    /// <summary>The status: <see cref="Done"/>, <see cref="Failed"/> or <see cref="Skipped"/>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The reason why the step failed or was skipped, or null if it succeeded.</summary>
    public string? Reason { get; init; }

    /// <summary>Returns the action, the name of the heartbeat and the status in one line.</summary>
    public override string ToString() => $"{Action} {Name}: {Status}";
}
