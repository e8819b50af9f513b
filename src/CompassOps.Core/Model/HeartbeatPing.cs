using System;

namespace CompassOps;

/// <summary>A ping that the service has accepted. Immutable.</summary>
public sealed class HeartbeatPing
{
    /// <summary>The name of the heartbeat that was pinged.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of the heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The message in the service's response, such as <c>PONG - Heartbeat received</c>, or null.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// Whether the client checked that the heartbeat exists. The service accepts a ping for any name, so its response does not prove that
    /// the heartbeat exists.
    /// </summary>
    public bool Verified { get; init; }

    /// <summary>The time at which the client began to send the ping, in UTC.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>The duration of the ping, including retries. Does not include the time of the check that the heartbeat exists.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Returns the name of the heartbeat and the service's message.</summary>
    public override string ToString() => Message is null ? Name : $"{Name}: {Message}";
}
