using System;

namespace CompassOps;

/// <summary>A ping that the service has accepted. Immutable.</summary>
public sealed class HeartbeatPing
{
    /// <summary>The name of the heartbeat that was pinged.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of the heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The service's message, such as <c>PONG - Heartbeat received</c>, or null.</summary>
    public string? Message { get; init; }

    /// <summary>Whether the heartbeat is known to exist. The response to a ping does not prove it.</summary>
    public bool Verified { get; init; }

    /// <summary>When the ping began, in UTC.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>The duration of the ping, with retries and without verification.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The name and the response.</summary>
    public override string ToString() => Message is null ? Name : $"{Name}: {Message}";
}
