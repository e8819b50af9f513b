using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A new maintenance window: the body of <c>POST /v1/maintenances</c> and <c>POST /v1/teams/{teamId}/maintenances</c>.
/// Instants are sent in UTC, to the millisecond.
/// </summary>
public sealed record MaintenanceCreate
{
    /// <summary>The purpose of the window; null is not sent.</summary>
    public string? Description { get; init; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>When it ends, after <see cref="StartDate"/>.</summary>
    public DateTimeOffset EndDate { get; init; }

    /// <summary>The rules, at least one.</summary>
    public IReadOnlyList<MaintenanceRule> Rules { get; init; } = Array.Empty<MaintenanceRule>();

    /// <summary>Validates the request.</summary>
    /// <exception cref="CompassArgumentException">
    /// The end is not after the start, there is no rule, or a rule is incomplete or enables an integration or a sync.
    /// </exception>
    public void Validate()
    {
        ArgumentCheck.Window(StartDate, EndDate);
        ArgumentCheck.Text(Description, Messages.Description, nameof(Description));
        ArgumentCheck.Rules(Rules);
    }
}
