using System;

namespace CompassOps;

/// <summary>What <see cref="CompassClient.TestAsync"/> found out. Holds no secret.</summary>
public sealed record ConnectionTest
{
    /// <summary>The connection's name, where it has one.</summary>
    public string? Name { get; init; }

    /// <summary>Whether address, credentials, rights and clock are all as they should be.</summary>
    public bool Succeeded => Problem == ConnectionProblem.None;

    /// <summary>What is wrong.</summary>
    public ConnectionProblem Problem { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do about it, in a sentence; null if nothing is wrong.</summary>
    public string? Remedy { get; init; }

    /// <summary>The address below which the service was looked for.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>The status of the response that settled it; null if there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The id under which the service's owner finds that request, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the first request took, up to its response or failure.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How far this machine's clock is ahead of the service's (negative: behind); null if the service did not tell the time.</summary>
    public TimeSpan? ClockSkew { get; init; }
}
