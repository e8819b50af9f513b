using System;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>One call: what is asked, where, and by whom.</summary>
internal sealed class ApiRequest
{
    /// <summary>The operation.</summary>
    public Operation Operation { get; }

    /// <summary>The whole address.</summary>
    public Uri Address { get; }

    /// <summary>The body in JSON, or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The method, where it is not the operation's own.</summary>
    public HttpMethod Method { get; init; }

    /// <summary>The team that is asked, for the reader of the response.</summary>
    public string? TeamId { get; init; }

    /// <summary>Who wants to know of each attempt, or null.</summary>
    public IRequestObserver? Observer { get; init; }

    /// <summary>When the call that this one is a part of has to be over, on the client's clock; null if it is one by itself.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Whether a failure is told at once, without retries.</summary>
    public bool IsSentOnce { get; init; }

    /// <summary>Makes the call.</summary>
    public ApiRequest(Operation operation, Uri address)
    {
        Operation = operation;
        Address = address;
        Method = operation.Method;
    }
}
