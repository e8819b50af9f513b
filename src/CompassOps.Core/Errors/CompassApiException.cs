using System;

namespace CompassOps;

/// <summary>
/// A call to the service that failed, after all retries. The message is one sentence that a person can act on; nothing in it, nor in
/// the rest of the exception, holds a secret.
/// </summary>
public sealed class CompassApiException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="operation">The <see cref="Operation.Name"/> of what failed.</param>
    /// <param name="message">What happened, in a sentence.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public CompassApiException(CompassErrorKind kind, string operation, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Operation = operation;
    }

    /// <summary>What kind of failure it is.</summary>
    public CompassErrorKind Kind { get; }

    /// <summary>The name of the operation, as <see cref="Operations"/> has it.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status, or null if there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What the service said, as plain text of at most 500 characters, or null.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>The service's own code of the error, or null.</summary>
    public string? ServiceCode { get; init; }

    /// <summary>The id under which the service's owner finds the request, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>What to do about it, in a sentence, or null.</summary>
    public string? Remedy { get; init; }

    /// <summary>The address that was asked, without its query; null where there was none.</summary>
    public Uri? Address { get; init; }

    /// <summary>When the service answered by its own clock (its <c>Date</c> header), or null.</summary>
    public DateTimeOffset? ServiceTime { get; init; }

    /// <summary>How many requests were sent, or were tried to be sent, before giving up.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>What is wrong with the connection, if the failure says it.</summary>
    internal ConnectionProblem? Problem { get; init; }

    /// <summary>Whether the response was a web page: then something else has answered in the service's place.</summary>
    internal bool IsForeign { get; init; }

    /// <summary>Whether the response ended early: then the network is at fault, whoever has answered.</summary>
    internal bool IsCutOff { get; init; }
}
