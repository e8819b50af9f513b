using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// The desired state of a heartbeat. Omitted properties have the defaults of a new heartbeat, so that the same file leads to
/// the same state, whatever the state before.
/// </summary>
public sealed record DeclaredHeartbeat
{
    /// <summary>The service's default priority.</summary>
    public const string DefaultPriority = "P3";

    /// <summary>The name, which identifies the heartbeat within its team. Upper and lower case differ.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The largest number of units between two pings, at least 1.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>The unit: <c>minutes</c>, <c>hours</c>, <c>days</c>, or another value that the service supports.</summary>
    public string IntervalUnit { get; init; } = HeartbeatPeriod.Minutes;

    /// <summary>Whether the service watches the heartbeat.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The text of the alert; null for the service's own.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert. Their order does not matter.</summary>
    public IReadOnlyList<string> AlertTags { get; init; } = Array.Empty<string>();

    /// <summary>The priority of the alert.</summary>
    public string AlertPriority { get; init; } = DefaultPriority;

    /// <summary>Creates the declaration of an existing heartbeat.</summary>
    /// <exception cref="CompassArgumentException">It has no name, interval or unit, so it cannot be declared.</exception>
    public static DeclaredHeartbeat Of(Heartbeat heartbeat)
    {
        DeclaredHeartbeat declared = new()
        {
            Name = heartbeat.Name,
            Description = string.IsNullOrEmpty(heartbeat.Description) ? null : heartbeat.Description,
            Interval = heartbeat.Interval ?? throw new CompassArgumentException(Messages.NoInterval, nameof(Interval)),
            IntervalUnit = heartbeat.IntervalUnit is { } unit ? KnownValues.Unit(unit) : "",
            Enabled = heartbeat.Enabled ?? true,
            AlertMessage = IsDefaultMessage(heartbeat.AlertMessage, heartbeat.Name) ? null : heartbeat.AlertMessage,
            AlertTags = heartbeat.AlertTags,
            AlertPriority = string.IsNullOrWhiteSpace(heartbeat.AlertPriority) ? DefaultPriority : KnownValues.Priority(heartbeat.AlertPriority!),
        };
        declared.ToCreate().Validate();
        return declared;
    }

    /// <summary>Returns the request that creates the heartbeat.</summary>
    public HeartbeatCreate ToCreate() => new()
    {
        Name = Name,
        Description = Description,
        Interval = Interval,
        IntervalUnit = IntervalUnit,
        Enabled = Enabled,
        AlertMessage = AlertMessage,
        AlertTags = AlertTags.Count == 0 ? null : AlertTags,
        AlertPriority = AlertPriority,
    };

    /// <summary>Returns the service's default alert message for a heartbeat of this name.</summary>
    internal static string DefaultMessage(string name) => $"{name} is expired";

    /// <summary>
    /// Returns whether a text is the service's default message. The contract writes it <c>HeartbeatName is expired</c>, and does not specify whether the name is
    /// filled in.
    /// </summary>
    internal static bool IsDefaultMessage(string? text, string name) =>
        string.IsNullOrWhiteSpace(text)
        || ServiceEquality.SameText(text, DefaultMessage("HeartbeatName"))
        || ServiceEquality.SameText(text, DefaultMessage(name.Trim()));
}
