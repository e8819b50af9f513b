using System;

namespace CompassOps;

/// <summary>Receives a report after each attempt of a request and before each delay.</summary>
public interface IRequestObserver
{
    /// <summary>
    /// Whether the client calls <see cref="OnAttempt"/>. Return false if the reports are not needed, because they cost time.
    /// </summary>
    bool WantsAttempts { get; }

    /// <summary>
    /// Whether the client sets <see cref="RequestAttempt.Detail"/>. Return false if the detail is not needed, because it costs time and
    /// memory.
    /// </summary>
    bool WantsDetail { get; }

    /// <summary>
    /// Receives the report of an attempt. The client can call this method on any thread, and on several threads at the same time. The
    /// method must return quickly and must not throw.
    /// </summary>
    void OnAttempt(RequestAttempt attempt);

    /// <summary>
    /// Receives the delay before the next attempt. The client can call this method on any thread, and on several threads at the same
    /// time. The method must return quickly and must not throw.
    /// </summary>
    void OnWait(RequestWait wait);
}

/// <summary>A delay before the next attempt.</summary>
public readonly record struct RequestWait
{
    /// <summary>The length of the delay.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// True if the service throttles the client, so the delay applies to all requests of the client. False if the delay applies only to
    /// the retry of one failed request.
    /// </summary>
    public bool IsThrottled { get; init; }

    /// <summary>The name of the operation whose last attempt failed, or null if <see cref="IsThrottled"/> is true.</summary>
    public string? Operation { get; init; }

    /// <summary>The HTTP status of the last response. Null if there was no response, or if <see cref="IsThrottled"/> is true.</summary>
    public int? StatusCode { get; init; }
}

/// <summary>One attempt to send a request, and its result. Contains no secret.</summary>
public readonly record struct RequestAttempt
{
    /// <summary>The name of the operation (<see cref="CompassOps.Operation.Name"/>).</summary>
    public string Operation { get; init; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; init; }

    /// <summary>The path and query of the request.</summary>
    public string Path { get; init; }

    /// <summary>The HTTP status of the response, or null if there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The time from the start of the attempt to the end of the response, or to the failure.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The number of the attempt, starting at 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The id of the request in the logs of Atlassian, or null. Atlassian's support asks for it.</summary>
    public string? RequestId { get; init; }

    /// <summary>The time of the service (the <c>Date</c> header of the response), or null.</summary>
    public DateTimeOffset? ServiceTime { get; init; }

    /// <summary>
    /// A short description of a failure that the HTTP status does not show, such as a timeout or an unreadable body. Null if the
    /// attempt succeeded, or if the status shows the failure.
    /// </summary>
    public string? Failure { get; init; }

    /// <summary>The delay before the next attempt, or null if there is no next attempt.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>
    /// The headers and bodies of the request and the response, without secrets. Long bodies are truncated. Null if
    /// <see cref="IRequestObserver.WantsDetail"/> is false, or if the request is for an access token.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>Returns one line with the method, path, status, failure, milliseconds, attempt, request id and delay.</summary>
    public override string ToString()
    {
        string outcome = StatusCode is { } status ? $"{status}" : Messages.NoResponse;
        return Messages.Attempt($"{Method} {Path}", outcome, Failure, Elapsed.TotalMilliseconds, Attempt, RequestId, Wait?.TotalMilliseconds);
    }
}
