// An entry of the request log.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>A request that the sandbox received. Credentials and unknown headers are removed.</summary>
public sealed record SandboxRequest
{
    /// <summary>The number of the request. The first request of the sandbox has number 1.</summary>
    public required long Number { get; init; }

    /// <summary>The time when all headers of the request had arrived, by the sandbox's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The name of the operation, such as <c>CreateHeartbeat</c>. Empty if the request matches no operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP method. Empty if the sandbox could not read the request.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it was sent, still percent-encoded, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query as it was sent, without the question mark. Empty if there was no query.</summary>
    public required string Query { get; init; }

    /// <summary>The headers that are known to contain no secrets. Header names are not case-sensitive.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The first 16,384 characters of the body. Null if there was no body.</summary>
    public string? Body { get; init; }

    /// <summary>The status of the response. Null if the connection was reset.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The id of the fault that fired. Null if no fault fired.</summary>
    public string? Fault { get; init; }

    /// <summary>The id that the response contains in its headers <c>atl-traceid</c> and <c>x-request-id</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>The real time between the arrival of the request and the completion of its response.</summary>
    public required TimeSpan Duration { get; init; }
}
