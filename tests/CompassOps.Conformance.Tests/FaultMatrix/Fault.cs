using System;
using System.Collections.Generic;
using CompassOps.Sandbox;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>The effect of a fault. <see cref="ExpectationTable"/> contains the expected result for each effect.</summary>
internal enum FaultEffect
{
    /// <summary>The response is unusual but correct.</summary>
    Harmless,

    /// <summary>Most fields of the response are null.</summary>
    NullFields,

    /// <summary>The last page of a list links to one more page.</summary>
    ExtraPage,

    /// <summary>A page of a list links to an address outside the API.</summary>
    WrongLink,

    /// <summary>The service rejects the request, so the client does not retry.</summary>
    Refused,

    /// <summary>
    /// The service reports that the request is not valid. If it is a list request, the client tries again without a page size.
    /// </summary>
    Invalid,

    /// <summary>The service throttles the request. A retry can succeed.</summary>
    Throttled,

    /// <summary>The service is unavailable and says when the client can try again.</summary>
    TurnedAway,

    /// <summary>The sandbox rejects all connections until the fault is removed.</summary>
    Unreachable,

    /// <summary>The service responds with a temporary error and does not perform the operation. A retry can succeed.</summary>
    ServiceFailure,

    /// <summary>The service responds with a permanent error and does not perform the operation. The client does not retry.</summary>
    LastingServiceFailure,

    /// <summary>
    /// The service does not perform the operation, because a gateway responds with a temporary error or the connection fails. A retry
    /// can succeed.
    /// </summary>
    GatewayFailure,

    /// <summary>A gateway responds with a permanent error, and the service does not perform the operation. The client does not retry.</summary>
    LastingGatewayFailure,

    /// <summary>The service performs the operation, but the client receives no response.</summary>
    LostResponse,

    /// <summary>The service performs the operation, but the client receives only a part of the body.</summary>
    TruncatedResponse,

    /// <summary>The service performs the operation, and its response has no body.</summary>
    EmptyBody,

    /// <summary>The service performs the operation, but the client cannot use the body of the response.</summary>
    UnusableBody,
}

internal sealed record Fault
{
    public required SandboxFault Injected { get; init; }

    public required string Name { get; init; }

    public required FaultEffect Effect { get; init; }

    /// <summary>The kind of error that the client reports if no retry succeeds.</summary>
    public CompassErrorKind Kind { get; init; }

    /// <summary>Whether the fault affects only list requests.</summary>
    public bool IsOfLists { get; init; }

    /// <summary>Whether the fault makes the request time out.</summary>
    public bool Hangs { get; init; }

    /// <summary>The time that the service tells the client to wait before a retry.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>The expected message of the service. Null if the test does not check the message.</summary>
    public string? ServiceMessage { get; init; }

    public override string ToString() => Name;

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
