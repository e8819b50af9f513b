using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A maintenance window to create: the body of <c>POST /v1/maintenances</c> and <c>POST /v1/teams/{teamId}/maintenances</c>. Times are
/// sent in UTC with milliseconds.
/// </summary>
public sealed record MaintenanceCreate
{
    /// <summary>The purpose of the window. Null is not sent.</summary>
    public string? Description { get; init; }

    /// <summary>The start of the window.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The end of the window, which must be after <see cref="StartDate"/>.</summary>
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
