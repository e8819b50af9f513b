// A fault that a sandbox is told to show.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>What goes wrong. The comment says whether the request's work is done before it does.</summary>
public enum SandboxFaultKind
{
    /// <summary>An answer with <see cref="SandboxFault.Status"/> (default 503) and <see cref="SandboxFault.Body"/>. No work is done.</summary>
    Status,

    /// <summary>The right answer after <see cref="SandboxFault.Delay"/> (default 1 s), which any other kind can have too.</summary>
    Delay,

    /// <summary>
    /// The port is closed: connections are refused, open ones are reset. A fault that names no requests closes it at once, until it is
    /// cleared or for <see cref="SandboxFault.Delay"/>. One that does is sprung by such a request, which is reset undone, and
    /// closes the port for that long (default 1 s).
    /// </summary>
    Refuse,

    /// <summary>The connection is reset. No work is done.</summary>
    ResetBefore,

    /// <summary>The work is done, then the connection is reset instead of an answer.</summary>
    ResetAfter,

    /// <summary>The work is done, and half of the answer's body is sent before the connection closes.</summary>
    Truncate,

    /// <summary>A page of HTML, as a proxy would send, with <see cref="SandboxFault.Status"/> (default 502). No work is done.</summary>
    Html,

    /// <summary>The work is done, and the answer's JSON stops in the middle though its length is right.</summary>
    Malformed,

    /// <summary>Lists show the state at the time when the fault was added; other requests never match.</summary>
    StalePage,

    /// <summary>A redirect (<see cref="SandboxFault.Status"/>, default 302) to another path of this sandbox, or to the Location among
    /// <see cref="SandboxFault.Headers"/>. No work is done.</summary>
    Redirect,

    /// <summary>The work is done, and the answer comes byte by byte, with <see cref="SandboxFault.Delay"/> between (default 50 ms).</summary>
    SlowDrip,

    /// <summary>The work is done, and the answer has its status but no body.</summary>
    EmptyBody,

    /// <summary>The work is done, and the answer calls its JSON <c>text/plain</c>.</summary>
    WrongContentType,

    /// <summary>The work is done, and the answer goes on after its JSON, with blanks, to 200 MiB.</summary>
    TooLong,

    /// <summary>The work is done, and the answer is packed: few bytes by gzip, which unpack to more than 200 MiB.</summary>
    GzipBomb,

    /// <summary>The work is done, and the answer has a field more, of 10,000 nested brackets.</summary>
    DeepNesting,

    /// <summary>The work is done, and the answer writes its numbers and booleans as strings.</summary>
    Strings,

    /// <summary>The work is done, and in the answer all is null but names, ids and what holds others.</summary>
    Nulls,

    /// <summary>The work is done, and the answer has fields, and a status, that no client knows.</summary>
    NewWords,

    /// <summary>
    /// The right page of a list, whose link to the next page is <see cref="SandboxFault.Body"/> (default: the page itself); other
    /// requests never match.
    /// </summary>
    WrongLink,
}

/// <summary>
/// A fault: which requests it meets, what it does to them, and how often. Of several that match a request, the first added that fires
/// is shown. A matching request is counted; the first <see cref="Skip"/> pass, then each <see cref="Every"/>-th fires, if
/// <see cref="Probability"/> says so, until <see cref="Count"/> have.
/// </summary>
public sealed record SandboxFault
{
    /// <summary>Names it for <see cref="SandboxServer.ClearFaults"/>; empty lets the sandbox choose.</summary>
    public string Id { get; init; } = "";

    /// <summary>The operation, one of <see cref="SandboxServer.Operations"/>, without regard to case, or a wildcard over them; null is any.</summary>
    public string? Operation { get; init; }

    /// <summary>The method, without regard to case, or a wildcard over them; null is any.</summary>
    public string? Method { get; init; }

    /// <summary>A pattern that the whole path as sent must match: <c>*</c> is any text, <c>?</c> one character; null is any.</summary>
    public string? PathPattern { get; init; }

    /// <summary>What goes wrong.</summary>
    public SandboxFaultKind Kind { get; init; }

    /// <summary>The status for the kinds that make an answer of their own, 200 to 599.</summary>
    public int? Status { get; init; }

    /// <summary>Headers to add to the answer, such as Retry-After.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Real time to wait before anything happens; for Refuse and SlowDrip see there. At most one hour.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The body for the kinds that make an answer of their own; null is a plausible one. For WrongLink see there.</summary>
    public string? Body { get; init; }

    /// <summary>How often it fires before it is gone, at least 1; null is until it is cleared.</summary>
    public int? Count { get; init; }

    /// <summary>Fires at each n-th matching request, at least 1.</summary>
    public int Every { get; init; } = 1;

    /// <summary>The probability to fire, above 0 to 1; null is 1.</summary>
    public double? Probability { get; init; }

    /// <summary>The seed of the probability's random numbers, so that a run can be repeated; null is 0.</summary>
    public int? Seed { get; init; }

    /// <summary>How many matching requests pass first, at least 0.</summary>
    public int Skip { get; init; }
}
