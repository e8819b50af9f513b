using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>A maintenance window that is planned and not created yet.</summary>
public sealed class PlannedMaintenance
{
    private readonly RuleList? _rules;

    /// <summary>When it is to open.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>When it is to close.</summary>
    public DateTimeOffset EndDate { get; init; }

    /// <summary>How long it is to last.</summary>
    public TimeSpan Duration => EndDate - StartDate;

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The team whose it is to be; null where it is everybody's, or where that is not said yet.</summary>
    public string? TeamId { get; init; }

    /// <summary><c>Team</c>, <c>Global</c>, or null where it is not said yet.</summary>
    public string? Scope { get; init; }

    /// <summary>What it is to switch off or on; null where that is not said yet.</summary>
    public IReadOnlyList<MaintenanceRule>? Rules { get => _rules; init => _rules = value is null ? null : RuleList.Of(value); }
}
