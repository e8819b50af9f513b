// An entry of the request log.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>A request that arrived at the sandbox, without credentials and with known harmless headers only.</summary>
public sealed record SandboxRequest
{
    /// <summary>1 for the first request of the sandbox, then counting up.</summary>
    public required long Number { get; init; }

    /// <summary>When its head had arrived, by the sandbox's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The operation of the contract, such as <c>CreateHeartbeat</c>; empty if it was none.</summary>
    public required string Operation { get; init; }

    /// <summary>The method; empty if the request could not be read.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it was sent, percent-encoding and all, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query as it was sent, without the question mark; empty if there was none.</summary>
    public required string Query { get; init; }

    /// <summary>The harmless headers; names compare without regard to case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body as text, its first 16,384 characters; null if there was none.</summary>
    public string? Body { get; init; }

    /// <summary>The status of the response; null if the connection was reset.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The id of the fault that fired; null if none did.</summary>
    public string? Fault { get; init; }

    /// <summary>The id that the response has as <c>atl-traceid</c> and <c>x-request-id</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>The time from the arrival of the request until its response was ready, in real time.</summary>
    public required TimeSpan Duration { get; init; }
}
