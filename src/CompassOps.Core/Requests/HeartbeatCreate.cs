using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A heartbeat to create: the body of <c>POST /v1/teams/{teamId}/heartbeats</c>. The body omits properties that are null.
/// </summary>
public sealed record HeartbeatCreate
{
    /// <summary>The name of the heartbeat. It must be unique within the team, and it can never be changed.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat.</summary>
    public string? Description { get; init; }

    /// <summary>The maximum time between two pings, in units of <see cref="IntervalUnit"/>, at least 1.</summary>
    public int Interval { get; init; }

    /// <summary>The unit of <see cref="Interval"/>: <c>minutes</c>, <c>hours</c> or <c>days</c>, in any letter case.</summary>
    public string IntervalUnit { get; init; } = HeartbeatPeriod.Minutes;

    /// <summary>
    /// Whether the service monitors the heartbeat. The request always contains this value, because the default of the service is false.
    /// </summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// The text of the alert if no ping arrives in time. Null means the service's default, <c>HeartbeatName is expired</c>.
    /// </summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert. Null means no tags.</summary>
    public IReadOnlyList<string>? AlertTags { get; init; }

    /// <summary>The priority of the alert, <c>P1</c> to <c>P5</c>. Null means the service's default, <c>P3</c>.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>Validates all properties.</summary>
    /// <exception cref="CompassArgumentException">
    /// The name, the unit or a tag is empty, the interval is below 1, or a text is not valid Unicode.
    /// </exception>
    public void Validate()
    {
        ArgumentCheck.Identity(Name, Messages.NameOfHeartbeat, nameof(Name));
        ArgumentCheck.Interval(Interval);
        ArgumentCheck.Identity(IntervalUnit, Messages.UnitOfInterval, nameof(IntervalUnit));
        ArgumentCheck.Text(Description, Messages.Description, nameof(Description));
        ArgumentCheck.Text(AlertMessage, Messages.AlertMessage, nameof(AlertMessage));
        ArgumentCheck.Tags(AlertTags);
        ArgumentCheck.Text(AlertPriority, Messages.AlertPriority, nameof(AlertPriority));
    }
}
