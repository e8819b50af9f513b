using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A change to a maintenance window: the body of <c>PATCH</c> on the window. A property that is null is not sent, and the field stays
/// unchanged. An empty description is sent and clears the field.
/// </summary>
public sealed record MaintenancePatch
{
    /// <summary>The purpose of the window.</summary>
    public string? Description { get; init; }

    /// <summary>The start of the window.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>The end of the window.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The new rules, at least one. They replace all rules of the window.</summary>
    public IReadOnlyList<MaintenanceRule>? Rules { get; init; }

    /// <summary>Whether the patch changes nothing.</summary>
    public bool IsEmpty => Description is null && StartDate is null && EndDate is null && Rules is null;

    /// <summary>Validates the request.</summary>
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
    /// Returns a window with the id, the team and the patched fields only. Use it after the service has accepted the patch but the window
    /// could not be read.
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
