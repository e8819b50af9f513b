using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A change to a maintenance window: the body of <c>PATCH /v1/maintenances/{id}</c> and
/// <c>PATCH /v1/teams/{teamId}/maintenances/{id}</c>. A property that is null leaves the field of the window unchanged. An empty
/// description clears the field.
/// </summary>
public sealed record MaintenancePatch
{
    /// <summary>The purpose of the maintenance window.</summary>
    public string? Description { get; init; }

    /// <summary>The start of the maintenance window.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>The end of the maintenance window.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The rules of the maintenance window, at least one. They replace all existing rules.</summary>
    public IReadOnlyList<MaintenanceRule>? Rules { get; init; }

    /// <summary>Whether the patch changes nothing.</summary>
    public bool IsEmpty => Description is null && StartDate is null && EndDate is null && Rules is null;

    /// <summary>Validates all properties.</summary>
    /// <exception cref="CompassArgumentException">
    /// The end is not after the start, the list of rules is empty, or a rule is invalid.
    /// </exception>
    public void Validate()
    {
        ArgumentCheck.Window(StartDate, EndDate);
        ArgumentCheck.Text(Description, Messages.Description, nameof(Description));
        if (Rules is not null)
        {
            ArgumentCheck.Rules(Rules);
        }
    }

    /// <summary>
    /// Returns a maintenance window with only the id, the team and the patched fields. <c>UpdateMaintenanceAsync</c> returns this object if
    /// the service accepted the patch, but the client cannot read the window.
    /// </summary>
    internal Maintenance Accepted(MaintenanceScope scope, string id) => new()
    {
        Id = id,
        TeamId = scope.TeamId,
        Description = Description,
        StartDate = StartDate,
        EndDate = EndDate,
        Rules = Rules ?? Array.Empty<MaintenanceRule>(),
    };
}
