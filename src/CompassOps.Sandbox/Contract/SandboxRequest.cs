using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>A request in the request log. The log contains no credentials and no unknown headers.</summary>
public sealed record SandboxRequest
{
    /// <summary>The number of the request. The first request of the sandbox has number 1.</summary>
    public required long Number { get; init; }

    /// <summary>The time when the sandbox had received all headers, by the sandbox's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The name of the operation, such as <c>CreateHeartbeat</c>. Empty if the request matches no operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP method. Empty if the request is not valid HTTP.</summary>
    public required string Method { get; init; }

    /// <summary>The percent-encoded path without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The percent-encoded query without the question mark. Empty if the request has no query.</summary>
    public required string Query { get; init; }

    /// <summary>The headers that cannot contain secrets. Header names are not case-sensitive.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>
    /// The first 16,384 characters of the request body. Null if the request has no body, or if it requests an access token.
    /// </summary>
    public string? Body { get; init; }

    /// <summary>The status of the response. Null if the sandbox reset the connection.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The id of the fault that fired. Null if no fault fired.</summary>
    public string? Fault { get; init; }

    /// <summary>
    /// The id of the request. The response contains it in the headers <c>atl-traceid</c> and <c>x-request-id</c>.
    /// </summary>
    public required string RequestId { get; init; }

    /// <summary>
    /// The real time from the receipt of all headers until the response was ready to send. Zero if the request is not valid HTTP.
    /// </summary>
    public required TimeSpan Duration { get; init; }
}
