using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A change to a heartbeat: the body of <c>PATCH /v1/teams/{teamId}/heartbeats?name=</c>. A property that is null leaves the field of the
/// heartbeat unchanged. An empty text or list clears the field. An empty interval unit is not valid.
/// </summary>
public sealed record HeartbeatPatch
{
    /// <summary>The purpose of the heartbeat.</summary>
    public string? Description { get; init; }

    /// <inheritdoc cref="HeartbeatCreate.Interval"/>
    public int? Interval { get; init; }

    /// <inheritdoc cref="HeartbeatCreate.IntervalUnit"/>
    public string? IntervalUnit { get; init; }

    /// <summary>Whether the service monitors the heartbeat.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The text of the alert if no ping arrives in time.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert.</summary>
    public IReadOnlyList<string>? AlertTags { get; init; }

    /// <summary>The priority of the alert, <c>P1</c> to <c>P5</c>.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>Whether the patch changes nothing.</summary>
    public bool IsEmpty => Description is null && Interval is null && IntervalUnit is null && Enabled is null
        && AlertMessage is null && AlertTags is null && AlertPriority is null;

    /// <summary>Validates all properties.</summary>
    /// <exception cref="CompassArgumentException">
    /// The unit or a tag is empty, the interval is below 1, or a text is not valid Unicode.
    /// </exception>
    public void Validate()
    {
        ArgumentCheck.Interval(Interval);
        if (IntervalUnit is not null)
        {
            ArgumentCheck.Identity(IntervalUnit, Messages.UnitOfInterval, nameof(IntervalUnit));
        }

        ArgumentCheck.Text(Description, Messages.Description, nameof(Description));
        ArgumentCheck.Text(AlertMessage, Messages.AlertMessage, nameof(AlertMessage));
        ArgumentCheck.Tags(AlertTags);
        ArgumentCheck.Text(AlertPriority, Messages.AlertPriority, nameof(AlertPriority));
    }

    /// <summary>
    /// Returns a heartbeat with only the name, the team and the patched fields. <c>UpdateHeartbeatAsync</c> returns this object if the
    /// service accepted the patch, but the client cannot read the heartbeat.
    /// </summary>
    internal Heartbeat Accepted(string teamId, string name) => new()
    {
        Name = name,
        TeamId = teamId,
        Description = Description,
        Interval = Interval,
        IntervalUnit = IntervalUnit,
        Enabled = Enabled,
        AlertMessage = AlertMessage,
        AlertTags = AlertTags ?? Array.Empty<string>(),
        AlertPriority = AlertPriority,
    };
}
