using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A heartbeat as the service returned it. The service expects a ping within each period. Immutable. The unit, the status and the priority
/// are strings, because the service can introduce new values.
/// </summary>
public sealed class Heartbeat
{
    private string? _teamName;

    /// <summary>The name of the heartbeat. The name is unique within the team and never changes.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat, or null if there is no description.</summary>
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
    /// The maximum time between two pings, calculated from <see cref="Interval"/> and <see cref="IntervalUnit"/>. Null if they do not
    /// describe a valid <see cref="TimeSpan"/>, for example because the unit is unknown.
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

    /// <summary>The name of the team, or null if the name is not known. The client never sends the name to the service.</summary>
    public string? TeamName
    {
        get => _teamName;
        init => _teamName = value;
    }

    /// <summary>The id of the team that owns the heartbeat, as the service returned it.</summary>
    public string? OwnerTeamId { get; init; }

    /// <summary>The text of the alert that the service creates if no ping arrives in time.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert. Never null. In PowerShell, this property returns a <see cref="TextList"/>.</summary>
    public IReadOnlyList<string> AlertTags { get; init; } = Array.Empty<string>();

    /// <summary>The priority of the alert, exactly as the service returned it: <c>P1</c> to <c>P5</c>.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>
    /// The fields of the response that this version does not know, and the known fields whose value has an unexpected type. The keys are
    /// the field names in the JSON. The values are strings, numbers, booleans, null, <c>object[]</c> or dictionaries. The property is never
    /// null, and the client never sends it to the service.
    /// </summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = AdditionalValues.None;

    /// <summary>Returns a copy of the heartbeat with the specified team name.</summary>
    public Heartbeat WithTeamName(string? teamName)
    {
        Heartbeat copy = (Heartbeat)MemberwiseClone();
        copy._teamName = teamName;
        return copy;
    }

    /// <summary>Returns the name of the heartbeat.</summary>
    public override string ToString() => Name;
}
