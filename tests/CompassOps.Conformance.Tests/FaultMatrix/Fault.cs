// A column of the matrix: a fault and its effect on the client.
using System;
using System.Collections.Generic;
using CompassOps.Sandbox;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>The effect of a fault on the client. <see cref="ExpectationTable"/> states the expected result for each effect.</summary>
internal enum FaultEffect
{
    /// <summary>The response is unusual but correct.</summary>
    Harmless,

    /// <summary>The response is correct except that its fields are null.</summary>
    NullFields,

    /// <summary>The last page of a list links to one more page.</summary>
    ExtraPage,

    /// <summary>A page of a list links to an address that the client must not follow.</summary>
    WrongLink,

    /// <summary>The response shows that nothing was done. A retry gets the same response.</summary>
    Refused,

    /// <summary>The response reports an invalid request. A list is requested again without a page size.</summary>
    Invalid,

    /// <summary>The response shows that nothing was done. A retry may succeed.</summary>
    Throttled,

    /// <summary>The service is not available and asks the client to send the request later. Nothing was done.</summary>
    TurnedAway,

    /// <summary>No request reaches the service until the fault is cleared.</summary>
    Unreachable,

    /// <summary>The service itself fails and does no work. A retry may succeed.</summary>
    ServiceFailure,

    /// <summary>The service itself fails and does no work. A retry gets the same response.</summary>
    LastingServiceFailure,

    /// <summary>A gateway or the connection fails, and the service does no work. A retry may succeed.</summary>
    GatewayFailure,

    /// <summary>A gateway fails, and the service does no work. A retry gets the same response.</summary>
    LastingGatewayFailure,

    /// <summary>The service does the work, and the response is lost.</summary>
    LostResponse,

    /// <summary>The service does the work, and the body of the response is truncated.</summary>
    TruncatedResponse,

    /// <summary>The service does the work, and the response has no body.</summary>
    EmptyBody,

    /// <summary>The service does the work, and the body of the response cannot be used.</summary>
    UnusableBody,
}

internal sealed record Fault
{
    /// <summary>The fault to inject into the sandbox.</summary>
    public required SandboxFault Injected { get; init; }

    public required string Name { get; init; }

    public required FaultEffect Effect { get; init; }

    /// <summary>The kind of the error that the caller gets if retries do not help.</summary>
    public CompassErrorKind Kind { get; init; }

    /// <summary>Whether the fault affects only the pages of a list.</summary>
    public bool IsOfLists { get; init; }

    /// <summary>Whether each attempt that meets the fault times out.</summary>
    public bool Hangs { get; init; }

    /// <summary>The wait that the service requests before a retry.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>The expected message of the service. Null if the test does not check it.</summary>
    public string? ServiceMessage { get; init; }

    public override string ToString() => Name;

    /// <summary>Creates a fault that responds with a status.</summary>
    public static Fault Status(int status, CompassErrorKind kind, string? retryAfter = null, string? body = null, string header = "Retry-After") => new()
    {
        Name = $"{status}{(retryAfter is null ? "" : $", {header} {retryAfter}")}{(body is null ? "" : $", {body}")}",
        Injected = new SandboxFault
        {
            Status = status,
            Body = body,
            Headers = retryAfter is null ? null : new Dictionary<string, string> { [header] = retryAfter },
        },
        Kind = kind,
        Effect = status switch
        {
            400 or 422 => FaultEffect.Invalid,
            429 => FaultEffect.Throttled,
            503 or 529 when retryAfter is not null => FaultEffect.TurnedAway,
            500 or 503 or 529 => FaultEffect.ServiceFailure,
            501 or 505 => FaultEffect.LastingServiceFailure,
            408 or 502 or 504 or 520 or 521 or 524 => FaultEffect.GatewayFailure,
            >= 500 => FaultEffect.LastingGatewayFailure,
            _ => FaultEffect.Refused,
        },
    };
}
