using System;

namespace CompassOps;

/// <summary>
/// Reports the final failure of an operation, after all retries. The message describes the failure in one sentence. The exception
/// contains no secret.
/// </summary>
public sealed class CompassApiException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="operation">The name of the operation (<see cref="Operation.Name"/>).</param>
    /// <param name="message">The message in one sentence.</param>
    /// <param name="innerException">The cause, or null.</param>
    public CompassApiException(CompassErrorKind kind, string operation, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Operation = operation;
    }

    /// <summary>The kind of failure.</summary>
    public CompassErrorKind Kind { get; }

    /// <summary>The name of the operation (<see cref="CompassOps.Operation.Name"/>).</summary>
    public string Operation { get; }

    /// <summary>The HTTP status of the last response, or null if there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The error message of the service as plain text (at most 500 characters), or null.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>The error code of the service, or null.</summary>
    public string? ServiceCode { get; init; }

    /// <summary>The id of the request in the logs of Atlassian, or null. Atlassian's support asks for it.</summary>
    public string? RequestId { get; init; }

    /// <summary>Advice that tells the user what to do, or null.</summary>
    public string? Remedy { get; init; }

    /// <summary>The address of the request without the query, or null.</summary>
    public Uri? Address { get; init; }

    /// <summary>The time of the service (the <c>Date</c> header of the response), or null.</summary>
    public DateTimeOffset? ServiceTime { get; init; }

    /// <summary>The number of attempts to send the request.</summary>
    public int Attempts { get; init; } = 1;

    internal ConnectionProblem? Problem { get; init; }

    /// <summary>Whether the response was an HTML page. Proxies and gateways send HTML pages, but the service does not.</summary>
    internal bool IsForeign { get; init; }

    /// <summary>Whether the connection ended before the response was complete.</summary>
    internal bool IsCutOff { get; init; }
}
