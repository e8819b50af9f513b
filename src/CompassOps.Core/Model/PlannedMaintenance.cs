using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>A maintenance window that has not been created yet, such as an occurrence of a schedule.</summary>
public sealed class PlannedMaintenance
{
    private readonly RuleList? _rules;

    /// <summary>The start of the maintenance window.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The end of the maintenance window.</summary>
    public DateTimeOffset EndDate { get; init; }

    /// <summary>The time between the start and the end.</summary>
    public TimeSpan Duration => EndDate - StartDate;

    /// <summary>The purpose of the maintenance window, or null if there is no description.</summary>
    public string? Description { get; init; }

    /// <summary>The id of the team. Null for a global maintenance window, or if the scope is not known yet.</summary>
    public string? TeamId { get; init; }

    /// <summary>The scope: <c>Team</c> or <c>Global</c>. Null if the scope is not known yet.</summary>
    public string? Scope { get; init; }

    /// <summary>The rules, or null if the schedule does not specify rules.</summary>
    public IReadOnlyList<MaintenanceRule>? Rules { get => _rules; init => _rules = value is null ? null : RuleList.Of(value); }
}
