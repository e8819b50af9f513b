using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// What is to change on a maintenance window: the body of <c>PATCH</c> on the window. Null is not sent and leaves the field as it
/// is; an empty description is sent and clears it.
/// </summary>
public sealed record MaintenancePatch
{
    /// <summary>What the window is for.</summary>
    public string? Description { get; init; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>All rules it is to have from now on; at least one.</summary>
    public IReadOnlyList<MaintenanceRule>? Rules { get; init; }

    /// <summary>Whether nothing is to change; such a patch is not worth sending.</summary>
    public bool IsEmpty => Description is null && StartDate is null && EndDate is null && Rules is null;

    /// <summary>Refuses what the service could not accept.</summary>
    /// <exception cref="CompassArgumentException">
    /// Both instants are given and the end is not after the start, the rules are given and empty, or a rule is wrong.
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

    /// <summary>What is known of a window once the service has accepted the patch: its identity, and what was sent.</summary>
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
