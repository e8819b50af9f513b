using System;

namespace CompassOps;

/// <summary>A ping that the service has accepted. Immutable.</summary>
public sealed class HeartbeatPing
{
    /// <summary>The name of the heartbeat that was pinged.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of the heartbeat's team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>What the service answered, such as <c>PONG - Heartbeat received</c>, or null.</summary>
    public string? Message { get; init; }

    /// <summary>Whether the heartbeat was also proven to exist. The response to a ping alone proves nothing of the kind.</summary>
    public bool Verified { get; init; }

    /// <summary>When the call began, in UTC.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>How long the call took, retries included and verification not.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The name and the response.</summary>
    public override string ToString() => Message is null ? Name : $"{Name}: {Message}";
}
