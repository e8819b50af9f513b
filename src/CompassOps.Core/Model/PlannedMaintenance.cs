using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>A maintenance window that is planned and not created yet.</summary>
public sealed class PlannedMaintenance
{
    private readonly RuleList? _rules;

    /// <summary>The start.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The end.</summary>
    public DateTimeOffset EndDate { get; init; }

    /// <summary>The duration.</summary>
    public TimeSpan Duration => EndDate - StartDate;

    /// <summary>The purpose of the window, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The team; null for a global window, or while the scope is undecided.</summary>
    public string? TeamId { get; init; }

    /// <summary><c>Team</c>, <c>Global</c>, or null while the scope is undecided.</summary>
    public string? Scope { get; init; }

    /// <summary>The rules; null while they are undecided.</summary>
    public IReadOnlyList<MaintenanceRule>? Rules { get => _rules; init => _rules = value is null ? null : RuleList.Of(value); }
}
