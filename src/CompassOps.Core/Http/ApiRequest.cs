using System;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>One request to the service, before it is sent.</summary>
internal sealed class ApiRequest
{
    /// <summary>The operation to carry out.</summary>
    public Operation Operation { get; }

    /// <summary>The absolute address, with the query.</summary>
    public Uri Address { get; }

    /// <summary>The body in JSON, or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The HTTP method. The default is the method of the operation.</summary>
    public HttpMethod Method { get; init; }

    /// <summary>The id of the team. The reader of the response copies it to the result.</summary>
    public string? TeamId { get; init; }

    /// <summary>Receives a report of each attempt; may be null.</summary>
    public IRequestObserver? Observer { get; init; }

    /// <summary>The deadline on the client's monotonic clock, if the request is part of a larger operation. Null if it is not.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Whether to report a failure at once, without retries.</summary>
    public bool IsSentOnce { get; init; }

    /// <summary>Whether the response is secret. If so, debug output shows no body.</summary>
    public bool HasSecretResponse { get; init; }

    public ApiRequest(Operation operation, Uri address)
    {
        Operation = operation;
        Address = address;
        Method = operation.Method;
    }
}
