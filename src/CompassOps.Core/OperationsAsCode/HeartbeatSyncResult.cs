using System.Collections.Generic;

namespace CompassOps;

/// <summary>What has become of one step of a synchronisation.</summary>
public sealed record HeartbeatSyncResult
{
    private readonly TextList _property = TextList.None;

    /// <summary>The status of what was carried out.</summary>
    public const string Done = "Done";

    /// <summary>The status of what was tried and failed.</summary>
    public const string Failed = "Failed";

    /// <summary>The status of what was not tried.</summary>
    public const string Skipped = "Skipped";

    /// <summary>What was to be done; one of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The heartbeat's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The properties that were to change, an array; empty where the whole heartbeat is created or removed.</summary>
    public IReadOnlyList<string> Property { get => _property; init => _property = TextList.Of(value); }

    /// <summary><see cref="Done"/>, <see cref="Failed"/> or <see cref="Skipped"/>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Why it was not done; null where it was.</summary>
    public string? Reason { get; init; }

    /// <summary>The result in a line.</summary>
    public override string ToString() => $"{Action} {Name}: {Status}";
}
