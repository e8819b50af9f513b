using System.Collections.Generic;

namespace CompassOps;

/// <summary>A request to an address of the service for which this library has no specific method.</summary>
public sealed record RawRequest
{
    /// <summary>The path below the base address, such as <c>v1/alerts</c>. It may contain a query.</summary>
    public string Path { get; init; } = "";

    /// <summary>The HTTP method: GET, HEAD, POST, PUT, PATCH or DELETE.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The names and values of the query, not encoded. A name may occur several times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = System.Array.Empty<KeyValuePair<string, string>>();

    /// <summary>The body in JSON, or null.</summary>
    public string? Body { get; init; }

    /// <summary>The body as an object in plain types, or null. Use this or <see cref="Body"/>.</summary>
    public object? Content { get; init; }

    /// <summary>Whether the request reads a list page by page.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether a POST does no harm if the service receives it twice. If true, it is retried like a GET.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Whether to return the body of the response as text.</summary>
    public bool ReturnsText { get; init; }
}
