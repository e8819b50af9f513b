using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// A heartbeat as it is to be. What a file leaves out has the value that a new heartbeat would have, so that the same file leads to
/// the same state, whatever was there before.
/// </summary>
public sealed record DeclaredHeartbeat
{
    /// <summary>The priority that the service gives where none is asked for.</summary>
    public const string DefaultPriority = "P3";

    /// <summary>The name, which identifies the heartbeat within its team. Upper and lower case differ.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the heartbeat is for; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>How many units may pass between two pings, at least 1.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>The unit: <c>minutes</c>, <c>hours</c>, <c>days</c>, or another word of the service's.</summary>
    public string IntervalUnit { get; init; } = HeartbeatPeriod.Minutes;

    /// <summary>Whether the service is to watch it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The text of the alert; null for the service's own.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert. Their order means nothing.</summary>
    public IReadOnlyList<string> AlertTags { get; init; } = Array.Empty<string>();

    /// <summary>The priority of the alert.</summary>
    public string AlertPriority { get; init; } = DefaultPriority;

    /// <summary>Declares a heartbeat as it is.</summary>
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

    /// <summary>The request that makes it where there is none.</summary>
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

    /// <summary>What the service's own text says for a heartbeat of this name.</summary>
    internal static string DefaultMessage(string name) => $"{name} is expired";

    /// <summary>
    /// Whether a text is the service's own: the contract writes it <c>HeartbeatName is expired</c>, and leaves open whether the name is
    /// filled in.
    /// </summary>
    internal static bool IsDefaultMessage(string? text, string name) =>
        string.IsNullOrWhiteSpace(text)
        || ServiceEquality.SameText(text, DefaultMessage("HeartbeatName"))
        || ServiceEquality.SameText(text, DefaultMessage(name.Trim()));
}
