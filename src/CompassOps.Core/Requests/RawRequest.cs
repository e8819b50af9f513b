using System.Collections.Generic;

namespace CompassOps;

/// <summary>A request to any address of the service, for operations that have no method of their own in this library.</summary>
public sealed record RawRequest
{
    /// <summary>The path below the base address, such as <c>v1/alerts</c>. It can contain a query.</summary>
    public string Path { get; init; } = "";

    /// <summary>The HTTP method: GET, HEAD, POST, PUT, PATCH or DELETE.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>
    /// The names and values of the query parameters. Do not percent-encode them, because the client does this. A name can occur several
    /// times.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = System.Array.Empty<KeyValuePair<string, string>>();

    /// <summary>The JSON body, or null.</summary>
    public string? Body { get; init; }

    /// <summary>
    /// The body as a .NET object, or null. The client converts the object to JSON. Do not set both this property and <see cref="Body"/>.
    /// </summary>
    public object? Content { get; init; }

    /// <summary>Whether the response is a list that is read page by page.</summary>
    public bool IsList { get; init; }

    /// <summary>
    /// Whether the service can receive a POST request twice without harm. If this is true, the request is retried like a GET request.
    /// </summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Whether to return the body of the response as text instead of objects.</summary>
    public bool ReturnsText { get; init; }
}
