using System;

namespace CompassOps;

/// <summary>
/// An operation that failed, after all retries. The message is one sentence that a person can act on. Neither it nor
/// the rest of the exception contains a secret.
/// </summary>
public sealed class CompassApiException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="operation">The <see cref="Operation.Name"/> of the operation.</param>
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

    /// <summary>The service's own code of the error, or null.</summary>
    public string? ServiceCode { get; init; }

    /// <summary>The id under which the service's owner finds the request, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>The remedy, one sentence, or null.</summary>
    public string? Remedy { get; init; }

    /// <summary>The address of the request without its query, or null.</summary>
    public Uri? Address { get; init; }

    /// <summary>The service's time (the <c>Date</c> header of the response), or null.</summary>
    public DateTimeOffset? ServiceTime { get; init; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The connection problem, if the failure has one.</summary>
    internal ConnectionProblem? Problem { get; init; }

    /// <summary>Whether the response was an HTML page, which a proxy or gateway sends and the service does not.</summary>
    internal bool IsForeign { get; init; }

    /// <summary>Whether the response was truncated, which is a fault of the network.</summary>
    internal bool IsCutOff { get; init; }
}
