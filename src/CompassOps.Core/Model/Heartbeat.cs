using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A heartbeat as the service returned it. It expects a ping within each period. Immutable. Words that the
/// service may add to (unit, status, priority) are kept as received.
/// </summary>
public sealed class Heartbeat
{
    private string? _teamName;

    /// <summary>The name, which identifies the heartbeat within its team and never changes.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The largest number of units between two pings; null if the service returned no whole number.</summary>
    public int? Interval { get; init; }

    /// <summary>The unit of <see cref="Interval"/> as received: <c>minutes</c>, <c>Minutes</c>, <c>hours</c>, <c>Days</c>.</summary>
    public string? IntervalUnit { get; init; }

    /// <summary>The longest time between two pings; null if the unit is unknown or the time is too long.</summary>
    public TimeSpan? Period => HeartbeatPeriod.From(Interval, IntervalUnit);

    /// <summary>Whether the service watches this heartbeat; null if it returned no value.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The state as received: <c>Pending</c> (never pinged), <c>Responsive</c>, <c>Unresponsive</c>, <c>Off</c> (disabled), or another value.</summary>
    public string? Status { get; init; }

    /// <summary>The id of the team in the request.</summary>
    public string? TeamId { get; init; }

    /// <summary>The name of that team if it was read together with the heartbeats, else null. Never sent.</summary>
    public string? TeamName
    {
        get => _teamName;
        init => _teamName = value;
    }

    /// <summary>The id of the owning team in the response.</summary>
    public string? OwnerTeamId { get; init; }

    /// <summary>The text of the alert.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert; never null. An array; the shell shows a <see cref="TextList"/>.</summary>
    public IReadOnlyList<string> AlertTags { get; init; } = Array.Empty<string>();

    /// <summary>The priority of the alert as received, <c>P1</c> to <c>P5</c>.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>
    /// Unknown fields, and values that do not fit their fields, by their names in JSON;
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
