using System.Collections.Generic;
namespace CompassOps;

/// <summary>One difference between the desired and the actual heartbeat.</summary>
public sealed record HeartbeatDifference
{
    private readonly object? _desired;
    private readonly object? _actual;

    /// <summary>The action that would remove the difference, a constant of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The heartbeat's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>
    /// The property of <see cref="Heartbeat"/> that differs. Interval and unit count as one property. Null if the whole heartbeat is
    /// missing or undeclared.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>The desired value: a text, a boolean or an array of texts; null if the heartbeat is not declared.</summary>
    public object? Desired { get => _desired; init => _desired = Printable(value); }

    /// <summary>The actual value: a text, a boolean or an array of texts; null if the heartbeat is missing.</summary>
    public object? Actual { get => _actual; init => _actual = Printable(value); }

    /// <summary>Returns the difference in one line.</summary>
    public override string ToString() => Property is null ? $"{Action} {Name}" : $"{Action} {Name} {Property}";

    private static object? Printable(object? value) => value is IReadOnlyList<string> texts ? TextList.Of(texts) : value;
}
