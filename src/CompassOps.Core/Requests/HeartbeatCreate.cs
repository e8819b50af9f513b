using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A heartbeat to create: the body of <c>POST /v1/teams/{teamId}/heartbeats</c>. Properties that are null are not sent.
/// </summary>
public sealed record HeartbeatCreate
{
    /// <summary>The name, which must be unique within the team. It cannot be changed later.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat.</summary>
    public string? Description { get; init; }

    /// <summary>The longest time between two pings, in units of <see cref="IntervalUnit"/>; at least 1.</summary>
    public int Interval { get; init; }

    /// <summary>The unit of the interval: <c>minutes</c>, <c>hours</c> or <c>days</c>, in any case.</summary>
    public string IntervalUnit { get; init; } = HeartbeatPeriod.Minutes;

    /// <summary>Whether the service monitors the heartbeat from the start. Always sent, because the service's default is false.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The text of the alert; the service's default is <c>HeartbeatName is expired</c>.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert.</summary>
    public IReadOnlyList<string>? AlertTags { get; init; }

    /// <summary>The priority of the alert, <c>P1</c> to <c>P5</c>; the service's default is <c>P3</c>.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>Validates the request.</summary>
    /// <exception cref="CompassArgumentException">A name, unit or tag is empty, or the interval is below 1.</exception>
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
