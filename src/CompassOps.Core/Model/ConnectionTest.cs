using System;

namespace CompassOps;

/// <summary>The result of <see cref="CompassClient.TestAsync"/>. Contains no secret.</summary>
public sealed record ConnectionTest
{
    /// <summary>The name of the connection, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the test found no problem with the address, the credentials, the permissions and the clock.</summary>
    public bool Succeeded => Problem == ConnectionProblem.None;

    /// <summary>The problem that the test found.</summary>
    public ConnectionProblem Problem { get; init; }

    /// <summary>The result in one sentence.</summary>
    public string Message { get; init; } = "";

    /// <summary>One sentence that tells the user what to do; null if the connection works.</summary>
    public string? Remedy { get; init; }

    /// <summary>The base address that was tested.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>The status of the response that decided the result; null if there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The request id, by which Atlassian's support finds the request in its logs, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>The duration of the first request.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// The difference of the clocks: positive if this computer's clock is ahead of the service's, negative if it is behind. Null if no
    /// response contained the time.
    /// </summary>
    public TimeSpan? ClockSkew { get; init; }
}
