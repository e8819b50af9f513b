using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A heartbeat as the service returned it. The service expects a ping within each period. Immutable. Unit, status and priority are kept
/// as received, because the service may introduce new values.
/// </summary>
public sealed class Heartbeat
{
    private string? _teamName;

    /// <summary>The name, which identifies the heartbeat within its team and never changes.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat, or null.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The longest time between two pings, in units of <see cref="IntervalUnit"/>; null if the service returned no whole number.
    /// </summary>
    public int? Interval { get; init; }

    /// <summary>The unit of <see cref="Interval"/> as received: <c>minutes</c>, <c>Minutes</c>, <c>hours</c>, <c>Days</c>.</summary>
    public string? IntervalUnit { get; init; }

    /// <summary>The longest time between two pings; null if the unit is unknown or the time is too long.</summary>
    public TimeSpan? Period => HeartbeatPeriod.From(Interval, IntervalUnit);

    /// <summary>Whether the service monitors this heartbeat; null if the service returned no value.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The state as received: <c>Pending</c> (never pinged), <c>Responsive</c>, <c>Unresponsive</c>, <c>Off</c> (disabled), or another value.</summary>
    public string? Status { get; init; }

    /// <summary>The id of the team whose heartbeats were requested.</summary>
    public string? TeamId { get; init; }

    /// <summary>The name of the team if it was read together with the heartbeats, or null. Never sent to the service.</summary>
    public string? TeamName
    {
        get => _teamName;
        init => _teamName = value;
    }

    /// <summary>The id of the owning team, as the service returned it.</summary>
    public string? OwnerTeamId { get; init; }

    /// <summary>The text of the alert.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert; never null. The value is an array, which the shell shows as a <see cref="TextList"/>.</summary>
    public IReadOnlyList<string> AlertTags { get; init; } = Array.Empty<string>();

    /// <summary>The priority of the alert as received, <c>P1</c> to <c>P5</c>.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>
    /// Fields that this version does not know, and values of an unexpected type, by their names in JSON; never null. The values are
    /// strings, numbers, booleans, null, <c>object[]</c> and dictionaries. Never sent to the service.
    /// </summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = AdditionalValues.None;

    /// <summary>Returns a copy with the name of the team.</summary>
    public Heartbeat WithTeamName(string? teamName)
    {
        Heartbeat copy = (Heartbeat)MemberwiseClone();
        copy._teamName = teamName;
        return copy;
    }

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}
