using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// The desired state of a heartbeat. Omitted properties have the defaults of a new heartbeat. Therefore the same file always leads to the
/// same state, whatever the heartbeat's earlier state was.
/// </summary>
public sealed record DeclaredHeartbeat
{
    /// <summary>The service's default priority.</summary>
    public const string DefaultPriority = "P3";

    /// <summary>The name, which identifies the heartbeat within its team. It is case-sensitive.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The longest time between two pings, in units of <see cref="IntervalUnit"/>; at least 1.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>The unit: <c>minutes</c>, <c>hours</c>, <c>days</c>, or another value that the service supports.</summary>
    public string IntervalUnit { get; init; } = HeartbeatPeriod.Minutes;

    /// <summary>Whether the service monitors the heartbeat.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The text of the alert. Null selects the service's default text.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert. Their order does not matter.</summary>
    public IReadOnlyList<string> AlertTags { get; init; } = Array.Empty<string>();

    /// <summary>The priority of the alert.</summary>
    public string AlertPriority { get; init; } = DefaultPriority;

    /// <summary>Creates a declaration from an existing heartbeat.</summary>
    /// <exception cref="CompassArgumentException">The heartbeat has no name, interval or unit.</exception>
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
    /// Returns whether a text is the service's default message. The API specification states it as <c>HeartbeatName is expired</c>. It
    /// does not specify whether the service replaces <c>HeartbeatName</c> by the name.
    /// </summary>
    internal static bool IsDefaultMessage(string? text, string name) =>
        string.IsNullOrWhiteSpace(text)
        || ServiceEquality.SameText(text, DefaultMessage("HeartbeatName"))
        || ServiceEquality.SameText(text, DefaultMessage(name.Trim()));
}
