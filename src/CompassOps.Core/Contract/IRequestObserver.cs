using System;

namespace CompassOps;

/// <summary>Receives every request: after its response or failure, and before the wait for the next attempt.</summary>
public interface IRequestObserver
{
    /// <summary>Whether <see cref="OnAttempt"/> is to be called; it costs time.</summary>
    bool WantsAttempts { get; }

    /// <summary>Whether <see cref="RequestAttempt.Detail"/> is wanted; it costs time and memory.</summary>
    bool WantsDetail { get; }

    /// <summary>Takes note of an attempt. Called on any thread, several at once; must return quickly and not throw.</summary>
    void OnAttempt(RequestAttempt attempt);

    /// <summary>Takes note that a call waits before its next attempt. Called on any thread, several at once; must return quickly and not throw.</summary>
    void OnWait(RequestWait wait);
}

/// <summary>The wait of a call before its next attempt.</summary>
public readonly record struct RequestWait
{
    /// <summary>How long it waits.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether it waits because the service has asked the whole connection to; else because its last attempt failed.</summary>
    public bool IsThrottled { get; init; }

    /// <summary>The operation whose last attempt failed; null if the connection is throttled.</summary>
    public string? Operation { get; init; }

    /// <summary>The status of the last response; null if there was none or the connection is throttled.</summary>
    public int? StatusCode { get; init; }
}

/// <summary>One request and what became of it. Contains no secret.</summary>
public readonly record struct RequestAttempt
{
    /// <summary>The name of the operation, as <see cref="Operations"/> has it.</summary>
    public string Operation { get; init; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; init; }

    /// <summary>The path and query that were asked.</summary>
    public string Path { get; init; }

    /// <summary>The status of the response; null if there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The time from sending to the end of the response or the failure.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Which attempt of the call this was; the first is 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The id under which the service's owner finds the request, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>When the service answered by its own clock (its <c>Date</c> header), or null.</summary>
    public DateTimeOffset? ServiceTime { get; init; }

    /// <summary>What failed, in a few words, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>How long it is until the next attempt; null if there is none.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>
    /// Headers and bodies of request and answer, from a list of what may be shown and at most some thousand characters; null unless
    /// <see cref="IRequestObserver.WantsDetail"/>.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>One line: method, path, status or failure, milliseconds, attempt, request id, wait.</summary>
    public override string ToString()
    {
        string outcome = StatusCode is { } status ? $"{status}" : Messages.NoResponse;
        return Messages.Attempt($"{Method} {Path}", outcome, Failure, Elapsed.TotalMilliseconds, Attempt, RequestId, Wait?.TotalMilliseconds);
    }
}
