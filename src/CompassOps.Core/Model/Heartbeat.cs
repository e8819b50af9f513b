using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A heartbeat as the service described it: something that is expected to ping within each period. Immutable. Words that the
/// service may add to (unit, status, priority) are kept as received.
/// </summary>
public sealed class Heartbeat
{
    private string? _teamName;

    /// <summary>The name, which identifies the heartbeat within its team and never changes.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat, or null.</summary>
    public string? Description { get; init; }

    /// <summary>How many units may pass between two pings; null where the service did not say or not as a whole number.</summary>
    public int? Interval { get; init; }

    /// <summary>The unit of <see cref="Interval"/> as received: <c>minutes</c>, <c>Minutes</c>, <c>hours</c>, <c>Days</c>.</summary>
    public string? IntervalUnit { get; init; }

    /// <summary>How long may pass between two pings; null where the unit is unknown or the time does not fit.</summary>
    public TimeSpan? Period => HeartbeatPeriod.From(Interval, IntervalUnit);

    /// <summary>Whether the service watches this heartbeat; null where it did not say.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The state as received: <c>Pending</c> (never pinged), <c>Responsive</c>, <c>Unresponsive</c>, <c>Off</c> (disabled), or another word.</summary>
    public string? Status { get; init; }

    /// <summary>The id of the team that was asked for this heartbeat.</summary>
    public string? TeamId { get; init; }

    /// <summary>The name of that team where it was read together with the team's heartbeats, else null. Never sent.</summary>
    public string? TeamName
    {
        get => _teamName;
        init => _teamName = value;
    }

    /// <summary>The id of the team that the service names as the owner.</summary>
    public string? OwnerTeamId { get; init; }

    /// <summary>The text of the alert that is raised when the heartbeat falls silent.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of that alert; never null. An array; the shell shows a <see cref="TextList"/>.</summary>
    public IReadOnlyList<string> AlertTags { get; init; } = Array.Empty<string>();

    /// <summary>The priority of that alert as received, <c>P1</c> to <c>P5</c>.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>
    /// Fields that this version does not know, and values that do not fit their fields, by their names on the wire;
    /// never null. Values are strings, numbers, booleans, null, <c>object[]</c> and dictionaries. Never sent back.
    /// </summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = AdditionalValues.None;

    /// <summary>Returns a copy with the name of the team.</summary>
    public Heartbeat WithTeamName(string? teamName)
    {
        Heartbeat copy = (Heartbeat)MemberwiseClone();
        copy._teamName = teamName;
        return copy;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
