using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A maintenance window as the service returned it: a time in which its rules disable or enable integrations, policies and syncs,
/// of one team or of the whole organisation. Immutable. Words that the service may add to are kept as received.
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

    /// <summary>When it begins, with the offset as received.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>When it ends, with the offset as received.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The time between start and end; null if either is missing.</summary>
    public TimeSpan? Duration => EndDate - StartDate;

    /// <summary>The id of the window's team; null for a global window.</summary>
    public string? TeamId { get; init; }

    /// <summary>The name of that team if it was read together with the windows, else null. Never sent.</summary>
    public string? TeamName
    {
        get => _teamName;
        init => _teamName = value;
    }

    /// <summary><c>Team</c> or <c>Global</c>.</summary>
    public string Scope => MaintenanceScope.Word(TeamId);

    /// <summary>The rules; never null. An array; the shell shows a <see cref="RuleList"/>.</summary>
    public IReadOnlyList<MaintenanceRule> Rules { get; init; } = Array.Empty<MaintenanceRule>();

    /// <inheritdoc cref="Heartbeat.AdditionalProperties"/>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = AdditionalValues.None;

    /// <summary>Whether the window is in force at any time between two instants. A missing end leaves it open on that side.</summary>
    public bool Overlaps(DateTimeOffset? from, DateTimeOffset? to) =>
        (from is null || EndDate is null || EndDate > from) && (to is null || StartDate is null || StartDate < to);

    /// <summary>Returns a copy with the name of the team.</summary>
    public Maintenance WithTeamName(string? teamName)
    {
        Maintenance copy = (Maintenance)MemberwiseClone();
        copy._teamName = teamName;
        return copy;
    }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
