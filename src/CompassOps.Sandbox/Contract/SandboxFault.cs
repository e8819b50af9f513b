// A fault that can be injected into a sandbox.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>The kinds of faults. The comments state whether the operation runs.</summary>
public enum SandboxFaultKind
{
    /// <summary>A response with <see cref="SandboxFault.Status"/> (default 503) and <see cref="SandboxFault.Body"/>. The operation does not run.</summary>
    Status,

    /// <summary>The correct response after <see cref="SandboxFault.Delay"/> (default 1 s). The other kinds can have a delay as well.</summary>
    Delay,

    /// <summary>
    /// The port is closed: connections are refused, open ones are reset. A fault that names no requests closes it at once, until it is
    /// cleared or for <see cref="SandboxFault.Delay"/>. A fault that names requests resets the first matching request
    /// without running it, and closes the port for that long (default 1 s).
    /// </summary>
    Refuse,

    /// <summary>The connection is reset. The operation does not run.</summary>
    ResetBefore,

    /// <summary>The operation runs, and the connection is reset in place of a response.</summary>
    ResetAfter,

    /// <summary>The operation runs, and half of the body is sent before the connection closes.</summary>
    Truncate,

    /// <summary>A page of HTML, as a proxy sends it, with <see cref="SandboxFault.Status"/> (default 502). The operation does not run.</summary>
    Html,

    /// <summary>The operation runs, and the JSON of the response is cut off. Its Content-Length is that of the shorter text.</summary>
    Malformed,

    /// <summary>Lists show the state at the time when the fault was added; other requests never match.</summary>
    StalePage,

    /// <summary>A redirect (<see cref="SandboxFault.Status"/>, default 302) to another path of this sandbox, or to the Location among
    /// <see cref="SandboxFault.Headers"/>. The operation does not run.</summary>
    Redirect,

    /// <summary>The operation runs, and the response is sent byte by byte, with <see cref="SandboxFault.Delay"/> between (default 50 ms).</summary>
    SlowDrip,

    /// <summary>The operation runs, and the response has its status but no body.</summary>
    EmptyBody,

    /// <summary>The operation runs, and the content type of the response is <c>text/plain</c>.</summary>
    WrongContentType,

    /// <summary>The operation runs, and blanks follow the JSON, up to 200 MiB.</summary>
    TooLong,

    /// <summary>The operation runs, and the response is compressed by gzip: few bytes that decompress to more than 200 MiB.</summary>
    GzipBomb,

    /// <summary>The operation runs, and the response has an extra field of 10,000 nested arrays.</summary>
    DeepNesting,

    /// <summary>The operation runs, and numbers and booleans of the response are strings.</summary>
    Strings,

    /// <summary>The operation runs, and all values of the response are null except names, ids and containers.</summary>
    Nulls,

    /// <summary>The operation runs, and the response has unknown fields and an unknown status.</summary>
    NewWords,

    /// <summary>
    /// The correct page of a list, whose link to the next page is <see cref="SandboxFault.Body"/> (default: the page itself); other
    /// requests never match.
    /// </summary>
    WrongLink,
}

/// <summary>
/// A fault: the requests it matches, its effect, and how often it fires. If several faults match a request, the first added that fires
/// is applied. The first <see cref="Skip"/> matching requests pass, then each <see cref="Every"/>-th fires, with
/// <see cref="Probability"/>, until <see cref="Count"/> have fired.
/// </summary>
public sealed record SandboxFault
{
    /// <summary>The name for <see cref="SandboxServer.ClearFaults"/>. If it is empty, the sandbox chooses one.</summary>
    public string Id { get; init; } = "";

    /// <summary>One of <see cref="SandboxServer.Operations"/> or a wildcard pattern, in any case. Null matches every operation.</summary>
    public string? Operation { get; init; }

    /// <summary>The HTTP method or a wildcard pattern, in any case. Null matches every method.</summary>
    public string? Method { get; init; }

    /// <summary>A pattern for the whole path as sent: <c>*</c> matches any text, <c>?</c> one character. Null matches every path.</summary>
    public string? PathPattern { get; init; }

    /// <summary>The kind of the fault.</summary>
    public SandboxFaultKind Kind { get; init; }

    /// <summary>The status for the kinds that replace the response, 200 to 599.</summary>
    public int? Status { get; init; }

    /// <summary>Headers to add to the response, such as Retry-After.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The real time to wait before anything else happens, at most one hour. Refuse and SlowDrip use it differently.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The body for the kinds that replace the response; null means a plausible one. WrongLink uses it as the link.</summary>
    public string? Body { get; init; }

    /// <summary>How often the fault fires before it is removed, at least 1; null means until it is cleared.</summary>
    public int? Count { get; init; }

    /// <summary>Fires at each n-th matching request, at least 1.</summary>
    public int Every { get; init; } = 1;

    /// <summary>The probability that the fault fires, above 0 and at most 1; null means 1.</summary>
    public double? Probability { get; init; }

    /// <summary>The seed of the random numbers, so that a run can be repeated; null means 0.</summary>
    public int? Seed { get; init; }

    /// <summary>How many matching requests pass first, at least 0.</summary>
    public int Skip { get; init; }
}
