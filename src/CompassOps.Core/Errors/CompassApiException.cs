using System;

namespace CompassOps;

/// <summary>
/// Reports that an operation failed, after all retries. The message is one sentence that tells the user the problem. The exception
/// contains no secret.
/// </summary>
public sealed class CompassApiException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="operation">The name of the operation (<see cref="Operation.Name"/>).</param>
    /// <param name="message">The message, one sentence.</param>
    /// <param name="innerException">The cause, or null.</param>
    public CompassApiException(CompassErrorKind kind, string operation, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Operation = operation;
    }

    /// <summary>The kind of failure.</summary>
    public CompassErrorKind Kind { get; }

    /// <summary>The name of the operation in <see cref="Operations"/>.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status, or null if there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The service's message, as plain text of at most 500 characters, or null.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>The service's error code, or null.</summary>
    public string? ServiceCode { get; init; }

    /// <summary>The request id, by which Atlassian's support finds the request in its logs, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>One sentence that tells the user what to do, or null.</summary>
    public string? Remedy { get; init; }

    /// <summary>The address of the request without its query, or null.</summary>
    public Uri? Address { get; init; }

    /// <summary>The service's time (the <c>Date</c> header of the response), or null.</summary>
    public DateTimeOffset? ServiceTime { get; init; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The connection problem that caused the failure, or null.</summary>
    internal ConnectionProblem? Problem { get; init; }

    /// <summary>Whether the response was an HTML page. Proxies and gateways send such pages; the service does not.</summary>
    internal bool IsForeign { get; init; }

    /// <summary>Whether the network truncated the response.</summary>
    internal bool IsCutOff { get; init; }
}
