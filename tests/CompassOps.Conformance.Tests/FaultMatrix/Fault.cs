// One column of the matrix: a fault and its effect on the client.
using System;
using System.Collections.Generic;
using CompassOps.Sandbox;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>The effect of a fault on the client. <see cref="ExpectationTable"/> states the expected result of each.</summary>
internal enum FaultEffect
{
    /// <summary>The response is unusual but right.</summary>
    Harmless,

    /// <summary>The response is right, but its fields are null.</summary>
    NullFields,

    /// <summary>The last page of a list links to one more page.</summary>
    ExtraPage,

    /// <summary>A page of a list links to an address that the client must not follow.</summary>
    WrongLink,

    /// <summary>The response shows that nothing was done. A retry gives the same response.</summary>
    Refused,

    /// <summary>The response reports an invalid request. A list is requested again without a page size.</summary>
    Invalid,

    /// <summary>The response shows that nothing was done. A retry may succeed.</summary>
    Throttled,

    /// <summary>The service is not available and asks for a later request. Nothing was done.</summary>
    TurnedAway,

    /// <summary>No request reaches the service until the fault is cleared.</summary>
    Unreachable,

    /// <summary>The service itself fails and does nothing. A retry may succeed.</summary>
    ServiceFailure,

    /// <summary>The service itself fails and does nothing. A retry gives the same response.</summary>
    LastingServiceFailure,

    /// <summary>A gateway or the connection fails, and nothing is done. A retry may succeed.</summary>
    GatewayFailure,

    /// <summary>A gateway fails, and nothing is done. A retry gives the same response.</summary>
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

    /// <summary>The error that the user sees when retries do not help.</summary>
    public CompassErrorKind Kind { get; init; }

    /// <summary>Whether the fault concerns the pages of a list only.</summary>
    public bool IsOfLists { get; init; }

    /// <summary>Whether each attempt that meets the fault times out.</summary>
    public bool Hangs { get; init; }

    /// <summary>The pause that the service requests.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>The expected service message; null if it does not matter.</summary>
    public string? ServiceMessage { get; init; }

    public override string ToString() => Name;

    /// <summary>Creates a fault that is a response with a status.</summary>
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
