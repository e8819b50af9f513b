using System.Collections.Generic;
namespace CompassOps;

/// <summary>One difference between the desired and the actual state of a heartbeat.</summary>
public sealed record HeartbeatDifference
{
    private readonly object? _desired;
    private readonly object? _actual;

    /// <summary>The action that a synchronization carries out for the difference: a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The name of the heartbeat.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of the heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>
    /// The name of the property of <see cref="Heartbeat"/> that differs. If the interval or its unit differs, the name is
    /// <c>Interval</c>. Null if the service does not have the heartbeat, or if the heartbeat is not declared.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>The desired value: a string, a boolean or a list of strings. Null if the heartbeat is not declared.</summary>
    public object? Desired { get => _desired; init => _desired = Printable(value); }

    /// <summary>The actual value: a string, a boolean or a list of strings. Null if the service does not have the heartbeat.</summary>
    public object? Actual { get => _actual; init => _actual = Printable(value); }

    /// <summary>Returns the difference in one line.</summary>
    public override string ToString() => Property is null ? $"{Action} {Name}" : $"{Action} {Name} {Property}";

    private static object? Printable(object? value) => value is IReadOnlyList<string> texts ? TextList.Of(texts) : value;
}
