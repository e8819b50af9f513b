using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A maintenance window to create: the body of <c>POST /v1/maintenances</c> and <c>POST /v1/teams/{teamId}/maintenances</c>. The request
/// contains times in UTC, with milliseconds.
/// </summary>
public sealed record MaintenanceCreate
{
    /// <summary>The purpose of the maintenance window. If it is null, the request omits it.</summary>
    public string? Description { get; init; }

    /// <summary>The start of the maintenance window.</summary>
    public DateTimeOffset StartDate { get; init; }

    /// <summary>The end of the maintenance window, which must be after <see cref="StartDate"/>.</summary>
    public DateTimeOffset EndDate { get; init; }

    /// <summary>The rules of the maintenance window, at least one.</summary>
    public IReadOnlyList<MaintenanceRule> Rules { get; init; } = Array.Empty<MaintenanceRule>();

    /// <summary>Validates all properties.</summary>
    /// <exception cref="CompassArgumentException">
    /// The end is not after the start, there is no rule, or a rule is incomplete. The exception is also thrown if a rule enables an
    /// integration or a sync, because the service does not support such rules.
    /// </exception>
    public void Validate()
    {
        ArgumentCheck.Window(StartDate, EndDate);
        ArgumentCheck.Text(Description, Messages.Description, nameof(Description));
        ArgumentCheck.Rules(Rules);
    }
}
