using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A change of a maintenance window: the body of <c>PATCH</c> on the window. Null is not sent and leaves the field as it
/// is; an empty description is sent and clears it.
/// </summary>
public sealed record MaintenancePatch
{
    /// <summary>The purpose of the window.</summary>
    public string? Description { get; init; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The new rules, at least one. They replace all rules.</summary>
    public IReadOnlyList<MaintenanceRule>? Rules { get; init; }

    /// <summary>Whether the patch changes nothing.</summary>
    public bool IsEmpty => Description is null && StartDate is null && EndDate is null && Rules is null;

    /// <summary>Validates the request.</summary>
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

    /// <summary>Returns a window with the id, the team and the patched fields only, for use after the service has accepted the patch.</summary>
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
