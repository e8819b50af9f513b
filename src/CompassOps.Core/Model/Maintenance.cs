using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A maintenance window as the service returned it. During the window, its rules disable or enable integrations, policies and syncs of
/// one team or of the whole organisation. Immutable. The status is kept as received, because the service may introduce new values.
/// </summary>
public sealed class Maintenance
{
    private string? _teamName;

    /// <summary>The id that the service gave the window.</summary>
    public string Id { get; init; } = "";

    /// <summary>The state as received: <c>planned</c>, <c>active</c>, <c>past</c>, <c>cancelled</c>, or another value.</summary>
    public string? Status { get; init; }

    /// <summary>The purpose of the window, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The start of the window, with the offset as received.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>The end of the window, with the offset as received.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The time between start and end; null if either is missing.</summary>
    public TimeSpan? Duration => EndDate - StartDate;

    /// <summary>The id of the window's team; null for a global window.</summary>
    public string? TeamId { get; init; }

    /// <summary>The name of the team if it was read together with the windows, or null. Never sent to the service.</summary>
    public string? TeamName
    {
        get => _teamName;
        init => _teamName = value;
    }

    /// <summary>The scope: <c>Team</c> or <c>Global</c>.</summary>
    public string Scope => MaintenanceScope.Word(TeamId);

    /// <summary>The rules; never null. The value is an array, which the shell shows as a <see cref="RuleList"/>.</summary>
    public IReadOnlyList<MaintenanceRule> Rules { get; init; } = Array.Empty<MaintenanceRule>();

    /// <inheritdoc cref="Heartbeat.AdditionalProperties"/>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = AdditionalValues.None;

    /// <summary>
    /// Returns whether the window overlaps a time range. A missing start or end, of the window or of the range, means no limit on that
    /// side.
    /// </summary>
    public bool Overlaps(DateTimeOffset? from, DateTimeOffset? to) =>
        (from is null || EndDate is null || EndDate > from) && (to is null || StartDate is null || StartDate < to);

    /// <summary>Returns a copy with the name of the team.</summary>
    public Maintenance WithTeamName(string? teamName)
    {
        Maintenance copy = (Maintenance)MemberwiseClone();
        copy._teamName = teamName;
        return copy;
    }

    /// <summary>Returns the id.</summary>
    public override string ToString() => Id;
}
