using System;
using System.Net.Http;

namespace CompassOps.Http;

internal sealed class ApiRequest
{
    public Operation Operation { get; }

    public Uri Address { get; }

    public byte[]? Body { get; init; }

    public HttpMethod Method { get; init; }

    /// <summary>The id of the team, or null. The response reader copies this id to the result.</summary>
    public string? TeamId { get; init; }

    public IRequestObserver? Observer { get; init; }

    /// <summary>
    /// The time, on the client's monotonic clock, at which the whole operation must end. Null means that the full time limit starts with
    /// this request.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Whether to report a failure immediately, without retries.</summary>
    public bool IsSentOnce { get; init; }

    /// <summary>Whether the response contains a secret. If this is true, debug output omits the headers and bodies.</summary>
    public bool HasSecretResponse { get; init; }

    public ApiRequest(Operation operation, Uri address)
    {
        Operation = operation;
        Address = address;
        Method = operation.Method;
    }
}
