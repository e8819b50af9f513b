// One column of the matrix: a fault, and what is true of it whoever meets it.
using System;
using System.Collections.Generic;
using CompassOps.Sandbox;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>What a client can make of an answer.</summary>
internal enum Course
{
    /// <summary>It is right, however odd.</summary>
    Right,

    /// <summary>It is wrong, and another time it may be right.</summary>
    Passing,

    /// <summary>It is wrong, and will be the next time.</summary>
    Lasting,
}

/// <summary>A fault, and the facts about it from which every expectation follows.</summary>
internal sealed record Fault
{
    /// <summary>What the sandbox is told.</summary>
    public required SandboxFault Order { get; init; }

    /// <summary>What to call it.</summary>
    public required string Name { get; init; }

    /// <summary>What a client can make of it.</summary>
    public Course Course { get; init; } = Course.Lasting;

    /// <summary>The error that it is to the user.</summary>
    public CompassErrorKind Kind { get; init; }

    /// <summary>Whether the service does the work all the same.</summary>
    public bool IsDone { get; init; }

    /// <summary>Whether the client is told that nothing was done.</summary>
    public bool ProvesUndone { get; init; }

    /// <summary>Whether the service itself says that it failed, and not somebody between it and the client.</summary>
    public bool IsOwnFailure { get; init; }

    /// <summary>Whether it spoils bodies only, so that an answer without one is right.</summary>
    public bool SpoilsBody { get; init; }

    /// <summary>Whether it is about the pages of a list.</summary>
    public bool IsOfLists { get; init; }

    /// <summary>Whether it takes an attempt's whole time.</summary>
    public bool Hangs { get; init; }

    /// <summary>Whether it has no number, but goes on until it is cleared.</summary>
    public bool IsLasting { get; init; }

    /// <summary>Whether no request gets as far as the service.</summary>
    public bool IsOutside { get; init; }

    /// <summary>How many pages more it makes of a list.</summary>
    public int MorePages { get; init; }

    /// <summary>How long the service asks to wait.</summary>
    public TimeSpan Asks { get; init; }

    /// <summary>What the service says about it; null if that does not matter.</summary>
    public string? Says { get; init; }

    public override string ToString() => Name;

    /// <summary>An answer of the service's own with a status; what that means is the business of <see cref="Faults"/>.</summary>
    public static Fault Status(int status, CompassErrorKind kind, string? retryAfter = null, string? body = null, string header = "Retry-After") => new()
    {
        Name = $"{status}{(retryAfter is null ? "" : $", {header} {retryAfter}")}{(body is null ? "" : $", {body}")}",
        Order = new SandboxFault
        {
            Status = status,
            Body = body,
            Headers = retryAfter is null ? null : new Dictionary<string, string> { [header] = retryAfter },
        },
        Kind = kind,
        ProvesUndone = status is >= 400 and < 500 and not 408,
        IsOwnFailure = status is 500 or 501 or 503 or 505 or 529,
        Course = status is 408 or 429 or 500 or 502 or 503 or 504 or 520 or 521 or 522 or 523 or 524 or 529 ? Course.Passing : Course.Lasting,
    };
}
