using System;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>One request to the service, before it is sent.</summary>
internal sealed class ApiRequest
{
    /// <summary>The operation.</summary>
    public Operation Operation { get; }

    /// <summary>The whole address.</summary>
    public Uri Address { get; }

    /// <summary>The body in JSON, or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The method; the operation's own by default.</summary>
    public HttpMethod Method { get; init; }

    /// <summary>The team of the request, for the reader of the response.</summary>
    public string? TeamId { get; init; }

    /// <summary>Receives each attempt, or null.</summary>
    public IRequestObserver? Observer { get; init; }

    /// <summary>The deadline of the operation that the request belongs to, on the client's clock; null if it is an operation by itself.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Whether a failure is reported at once, without retries.</summary>
    public bool IsSentOnce { get; init; }

    /// <summary>Whether the response is a secret, so that no body is shown in debug output.</summary>
    public bool HasSecretResponse { get; init; }

    /// <summary>Creates the request.</summary>
    public ApiRequest(Operation operation, Uri address)
    {
        Operation = operation;
        Address = address;
        Method = operation.Method;
    }
}
