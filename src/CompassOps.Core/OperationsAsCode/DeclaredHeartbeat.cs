using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// The desired state of a heartbeat, as a file declares it. A property that the file omits has the default value of a new heartbeat.
/// Therefore the result does not depend on the current state of the heartbeat in the service.
/// </summary>
public sealed record DeclaredHeartbeat
{
    /// <summary>The priority that the service uses by default.</summary>
    public const string DefaultPriority = "P3";

    /// <summary>The name of the heartbeat. Names are case-sensitive and unique within a team.</summary>
    public string Name { get; init; } = "";

    /// <summary>The purpose of the heartbeat, or null if there is no description.</summary>
    public string? Description { get; init; }

    /// <summary>The maximum time between two pings, in units of <see cref="IntervalUnit"/>, at least 1.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>
    /// The unit of <see cref="Interval"/>: <c>minutes</c>, <c>hours</c>, <c>days</c>, or another value that the service supports.
    /// </summary>
    public string IntervalUnit { get; init; } = HeartbeatPeriod.Minutes;

    /// <summary>Whether the service monitors the heartbeat.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The text of the alert. Null means the default text of the service.</summary>
    public string? AlertMessage { get; init; }

    /// <summary>The tags of the alert. Their order does not matter.</summary>
    public IReadOnlyList<string> AlertTags { get; init; } = Array.Empty<string>();

    /// <summary>The priority of the alert.</summary>
    public string AlertPriority { get; init; } = DefaultPriority;

    /// <summary>Returns a declaration with the current values of a heartbeat.</summary>
    /// <exception cref="CompassArgumentException">A value is missing or not valid, for example the interval or its unit.</exception>
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

    internal static string DefaultMessage(string name) => $"{name} is expired";

    /// <summary>
    /// Returns whether a text is the default alert message. The API specification gives <c>HeartbeatName is expired</c> as the default. It
    /// does not say whether the service replaces <c>HeartbeatName</c> with the name of the heartbeat, so both texts count as the default. A
    /// null or blank text also counts as the default.
    /// </summary>
    internal static bool IsDefaultMessage(string? text, string name) =>
        string.IsNullOrWhiteSpace(text)
        || ServiceEquality.SameText(text, DefaultMessage("HeartbeatName"))
        || ServiceEquality.SameText(text, DefaultMessage(name.Trim()));
}
