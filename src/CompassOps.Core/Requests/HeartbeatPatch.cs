using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// What is to change on a heartbeat: the body of <c>PATCH /v1/teams/{teamId}/heartbeats?name=</c>. Null is not sent and leaves the
/// field as it is; an empty text or list is sent and clears it.
/// </summary>
public sealed record HeartbeatPatch
{
    /// <summary>What the heartbeat is for.</summary>
    public string? Description { get; init; }

    /// <inheritdoc cref="HeartbeatCreate.Interval"/>
    public int? Interval { get; init; }

    /// <inheritdoc cref="HeartbeatCreate.IntervalUnit"/>
    public string? IntervalUnit { get; init; }

    /// <summary>Whether the service watches the heartbeat.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The text of the alert.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert.</summary>
    public IReadOnlyList<string>? AlertTags { get; init; }

    /// <summary>The priority of the alert, <c>P1</c> to <c>P5</c>.</summary>
    public string? AlertPriority { get; init; }

    /// <summary>Whether nothing is to change; such a patch is not worth sending.</summary>
    public bool IsEmpty => Description is null && Interval is null && IntervalUnit is null && Enabled is null
        && AlertMessage is null && AlertTags is null && AlertPriority is null;

    /// <summary>Refuses what the service could not accept.</summary>
    /// <exception cref="CompassArgumentException">The interval is below 1, the unit or a tag is empty.</exception>
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

    /// <summary>What is known of a heartbeat once the service has accepted the patch: its identity, and what was sent.</summary>
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
