using System.Collections.Generic;

namespace CompassOps;

/// <summary>The result of one step of a synchronisation of heartbeats.</summary>
public sealed record HeartbeatSyncResult
{
    private readonly TextList _property = TextList.None;

    /// <summary>The status of a step that succeeded.</summary>
    public const string Done = "Done";

    /// <summary>The status of a step that failed.</summary>
    public const string Failed = "Failed";

    /// <summary>The status of a step that was not tried.</summary>
    public const string Skipped = "Skipped";

    /// <summary>The action, a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The heartbeat's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The properties to change. Empty if the whole heartbeat is created or removed.</summary>
    public IReadOnlyList<string> Property { get => _property; init => _property = TextList.Of(value); }

    /// <summary>The status: <see cref="Done"/>, <see cref="Failed"/> or <see cref="Skipped"/>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The reason why the step failed or was skipped; null if it succeeded.</summary>
    public string? Reason { get; init; }

    /// <summary>Returns the result in one line.</summary>
    public override string ToString() => $"{Action} {Name}: {Status}";
}
