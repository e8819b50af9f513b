using System;

namespace CompassOps;

/// <summary>Receives a report after each attempt of a request and before each delay.</summary>
public interface IRequestObserver
{
    /// <summary>Whether to call <see cref="OnAttempt"/>. The reports cost time.</summary>
    bool WantsAttempts { get; }

    /// <summary>Whether to provide <see cref="RequestAttempt.Detail"/>, which costs time and memory.</summary>
    bool WantsDetail { get; }

    /// <summary>Receives an attempt. It is called on any thread and concurrently, and must return quickly without an exception.</summary>
    void OnAttempt(RequestAttempt attempt);

    /// <summary>
    /// Receives the delay before the next attempt. It is called on any thread and concurrently, and must return quickly without an
    /// exception.
    /// </summary>
    void OnWait(RequestWait wait);
}

/// <summary>A delay before the next attempt.</summary>
public readonly record struct RequestWait
{
    /// <summary>The length of the delay.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>True if the service throttles the whole connection; false if the last attempt failed.</summary>
    public bool IsThrottled { get; init; }

    /// <summary>The operation whose last attempt failed; null if the connection is throttled.</summary>
    public string? Operation { get; init; }

    /// <summary>The status of the last response; null if there was none or the connection is throttled.</summary>
    public int? StatusCode { get; init; }
}

/// <summary>One request and its outcome. Contains no secret.</summary>
public readonly record struct RequestAttempt
{
    /// <summary>The name of the operation in <see cref="Operations"/>.</summary>
    public string Operation { get; init; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; init; }

    /// <summary>The path and query of the request.</summary>
    public string Path { get; init; }

    /// <summary>The status of the response; null if there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The time from sending the request to the end of the response or to the failure.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The number of the attempt; the first is 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The request id, by which Atlassian's support finds the request in its logs, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>The service's time (the <c>Date</c> header of the response), or null.</summary>
    public DateTimeOffset? ServiceTime { get; init; }

    /// <summary>The failure in a few words, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>The delay before the next attempt; null if there is none.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>
    /// The non-secret headers and the truncated bodies of the request and the response. Null unless
    /// <see cref="IRequestObserver.WantsDetail"/> is true.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>Returns one line: method, path, status or failure, milliseconds, attempt, request id, delay.</summary>
    public override string ToString()
    {
        string outcome = StatusCode is { } status ? $"{status}" : Messages.NoResponse;
        return Messages.Attempt($"{Method} {Path}", outcome, Failure, Elapsed.TotalMilliseconds, Attempt, RequestId, Wait?.TotalMilliseconds);
    }
}
