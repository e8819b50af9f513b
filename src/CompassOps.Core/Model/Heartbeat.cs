using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A heartbeat as the service returned it. The service expects a ping within each period. Immutable. Unit, status and priority are not
/// converted, because the service can introduce new values.
/// </summary>
public sealed class Heartbeat
{
    private string? _teamName;

    /// <summary>The name of the heartbeat, which is unique within its team and never changes.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat, or null.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The maximum time between two pings, in units of <see cref="IntervalUnit"/>. Null if the service did not return a whole number.
    /// </summary>
    public int? Interval { get; init; }

    /// <summary>
    /// The unit of <see cref="Interval"/>, exactly as the service returned it, such as <c>minutes</c>, <c>Minutes</c>, <c>hours</c> or
    /// <c>Days</c>.
    /// </summary>
    public string? IntervalUnit { get; init; }

    /// <summary>
    /// The maximum time between two pings. Null if the unit is unknown, or if the time does not fit into a <see cref="TimeSpan"/>.
    /// </summary>
    public TimeSpan? Period => HeartbeatPeriod.From(Interval, IntervalUnit);

    /// <summary>Whether the service monitors this heartbeat, or null if the service returned no value.</summary>
    public bool? Enabled { get; init; }

    /// <summary>
    /// The status, exactly as the service returned it: <c>Pending</c> (never pinged), <c>Responsive</c>, <c>Unresponsive</c>, <c>Off</c>
    /// (disabled), or another value.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>The id of the team whose heartbeats were requested.</summary>
    public string? TeamId { get; init; }

    /// <summary>The name of the team, or null if it was not read. Never sent to the service.</summary>
    public string? TeamName
    {
        get => _teamName;
        init => _teamName = value;
    }

    /// <summary>The id of the team that owns the heartbeat, as the service returned it.</summary>
    public string? OwnerTeamId { get; init; }

    /// <summary>The text of the alert that the service creates if no ping arrives in time.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert. Never null. PowerShell shows this array as a <see cref="TextList"/>.</summary>
    public IReadOnlyList<string> AlertTags { get; init; } = Array.Empty<string>();

    /// <summary>The priority of the alert, exactly as the service returned it: <c>P1</c> to <c>P5</c>.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>
    /// Fields of the response that this version does not know, and known fields with a value of an unexpected type. The keys are the
    /// names in the JSON. The values are strings, numbers, booleans, null, <c>object[]</c> and dictionaries. Never null, and never sent
    /// to the service.
    /// </summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = AdditionalValues.None;

    /// <summary>Returns a copy of the heartbeat with a team name.</summary>
    public Heartbeat WithTeamName(string? teamName)
    {
        Heartbeat copy = (Heartbeat)MemberwiseClone();
        copy._teamName = teamName;
        return copy;
    }

    /// <summary>Returns the name of the heartbeat.</summary>
    public override string ToString() => Name;
}
