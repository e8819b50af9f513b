using System;

namespace CompassOps;

/// <summary>The result of <see cref="CompassClient.TestAsync"/>. Contains no secret.</summary>
public sealed record ConnectionTest
{
    /// <summary>The name of the connection, or null if the connection has no name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the address, the credentials, the permissions and the clock are all correct.</summary>
    public bool Succeeded => Problem == ConnectionProblem.None;

    /// <summary>The problem that the test found, or <see cref="ConnectionProblem.None"/> if the connection works.</summary>
    public ConnectionProblem Problem { get; init; }

    /// <summary>The result of the test in words, for the user.</summary>
    public string Message { get; init; } = "";

    /// <summary>Tells the user what to do. Null if the connection works.</summary>
    public string? Remedy { get; init; }

    /// <summary>The base address that was tested.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>The HTTP status of the response that decided the result, or null if there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The id of the request in the logs of Atlassian, or null. Atlassian's support asks for this id.</summary>
    public string? RequestId { get; init; }

    /// <summary>The duration of the first request.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The time of this machine's clock minus the time of the service's clock. Null if no response contained a time.</summary>
    public TimeSpan? ClockSkew { get; init; }
}
