using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A maintenance window of one team or of the whole organization, as the service returned it. During the window, its rules disable
/// integrations, policies or syncs. Rules can also enable policies. Immutable. The status is a string, because the service can introduce
/// new values.
/// </summary>
public sealed class Maintenance
{
    private string? _teamName;

    /// <summary>The id that the service assigned to the maintenance window.</summary>
    public string Id { get; init; } = "";

    /// <summary>
    /// The status, exactly as the service returned it: <c>planned</c>, <c>active</c>, <c>past</c>, <c>cancelled</c>, or another value.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>The purpose of the maintenance window, or null if there is no description.</summary>
    public string? Description { get; init; }

    /// <summary>The start of the maintenance window, with the UTC offset that the service returned.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>The end of the maintenance window, with the UTC offset that the service returned.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The time between the start and the end, or null if either is missing.</summary>
    public TimeSpan? Duration => EndDate - StartDate;

    /// <summary>The id of the team, or null for a global maintenance window.</summary>
    public string? TeamId { get; init; }

    /// <summary>The name of the team, or null if the name is not known. The client never sends the name to the service.</summary>
    public string? TeamName
    {
        get => _teamName;
        init => _teamName = value;
    }

    /// <summary>The scope of the maintenance window: <c>Team</c> or <c>Global</c>.</summary>
    public string Scope => MaintenanceScope.Word(TeamId);

    /// <summary>The rules of the maintenance window. Never null. In PowerShell, this property returns a <see cref="RuleList"/>.</summary>
    public IReadOnlyList<MaintenanceRule> Rules { get; init; } = Array.Empty<MaintenanceRule>();

    /// <inheritdoc cref="Heartbeat.AdditionalProperties"/>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = AdditionalValues.None;

    /// <summary>
    /// Returns whether the maintenance window overlaps a time range. If a start or an end is missing, the window or the range has no limit
    /// on that side.
    /// </summary>
    public bool Overlaps(DateTimeOffset? from, DateTimeOffset? to) =>
        (from is null || EndDate is null || EndDate > from) && (to is null || StartDate is null || StartDate < to);

    /// <summary>Returns a copy of the maintenance window with the specified team name.</summary>
    public Maintenance WithTeamName(string? teamName)
    {
        Maintenance copy = (Maintenance)MemberwiseClone();
        copy._teamName = teamName;
        return copy;
    }

    /// <summary>Returns the id of the maintenance window.</summary>
    public override string ToString() => Id;
}
