using System;

namespace CompassOps;

/// <summary>The result of <see cref="CompassClient.TestAsync"/>. Contains no secret.</summary>
public sealed record ConnectionTest
{
    /// <summary>The connection's name, where it has one.</summary>
    public string? Name { get; init; }

    /// <summary>Whether address, credentials, permissions and clock are right.</summary>
    public bool Succeeded => Problem == ConnectionProblem.None;

    /// <summary>The problem.</summary>
    public ConnectionProblem Problem { get; init; }

    /// <summary>The result in one sentence.</summary>
    public string Message { get; init; } = "";

    /// <summary>The remedy, one sentence; null if the connection works.</summary>
    public string? Remedy { get; init; }

    /// <summary>The base address that was tested.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>The status of the decisive response; null if there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The id under which the service's owner finds that request, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>The duration of the first request.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How far this machine's clock is ahead of the service's (negative: behind); null if no response had the time.</summary>
    public TimeSpan? ClockSkew { get; init; }
}
