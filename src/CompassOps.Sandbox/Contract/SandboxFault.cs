// A fault that can be injected into a sandbox.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>
/// The kinds of faults. Each description states whether the operation runs. If it says nothing about this, the operation runs.
/// </summary>
public enum SandboxFaultKind
{
    /// <summary>
    /// Responds with <see cref="SandboxFault.Status"/> (default 503) and <see cref="SandboxFault.Body"/>. The operation does not run.
    /// </summary>
    Status,

    /// <summary>
    /// Sends the correct response after <see cref="SandboxFault.Delay"/> (default 1 s). The other kinds can have a delay as well.
    /// </summary>
    Delay,

    /// <summary>
    /// Closes the port: the sandbox refuses new connections and resets open ones. A fault without an operation, method or path closes the
    /// port at once. It stays closed for <see cref="SandboxFault.Delay"/>, or until the fault is cleared. Any other fault of this kind
    /// resets the first matching request without running it. Then it closes the port for the delay (default 1 s).
    /// </summary>
    Refuse,

    /// <summary>Resets the connection. The operation does not run.</summary>
    ResetBefore,

    /// <summary>Runs the operation, then resets the connection instead of sending the response.</summary>
    ResetAfter,

    /// <summary>Runs the operation, sends half of the response body, then closes the connection.</summary>
    Truncate,

    /// <summary>
    /// Responds with an HTML page, as a proxy might, and with <see cref="SandboxFault.Status"/> (default 502). The operation does not
    /// run.
    /// </summary>
    Html,

    /// <summary>Runs the operation and cuts off the JSON of the response. The Content-Length matches the shorter text.</summary>
    Malformed,

    /// <summary>Returns lists as they were when the fault was added. The fault matches only requests for lists.</summary>
    StalePage,

    /// <summary>
    /// Redirects to another path of this sandbox, or to the Location in <see cref="SandboxFault.Headers"/>. The status is
    /// <see cref="SandboxFault.Status"/> (default 302). The operation does not run.
    /// </summary>
    Redirect,

    /// <summary>
    /// Runs the operation and sends the response byte by byte. <see cref="SandboxFault.Delay"/> is the pause between two bytes (default
    /// 50 ms).
    /// </summary>
    SlowDrip,

    /// <summary>Runs the operation and sends the response with its status, but without a body.</summary>
    EmptyBody,

    /// <summary>Runs the operation and sends the response with the content type <c>text/plain</c>.</summary>
    WrongContentType,

    /// <summary>Runs the operation and appends 200 MiB of spaces to the JSON of the response.</summary>
    TooLong,

    /// <summary>Runs the operation and compresses the response with gzip. The small body decompresses to more than 200 MiB.</summary>
    GzipBomb,

    /// <summary>Runs the operation and adds a field with 10,000 nested arrays to the response.</summary>
    DeepNesting,

    /// <summary>Runs the operation and turns the numbers and booleans in the response into strings.</summary>
    Strings,

    /// <summary>
    /// Runs the operation and sets all values in the response to null, except names, ids, and the objects and arrays that contain them.
    /// </summary>
    Nulls,

    /// <summary>Runs the operation and adds unknown fields and an unknown status to the response.</summary>
    NewWords,

    /// <summary>
    /// Returns the correct page of a list, but replaces its link to the next page with <see cref="SandboxFault.Body"/>. By default the
    /// link leads to the same page again. The fault matches only requests for lists.
    /// </summary>
    WrongLink,
}

/// <summary>
/// A fault: the requests it matches, its effect, and how often it fires. The first <see cref="Skip"/> matching requests pass. Then every
/// <see cref="Every"/>-th matching request fires the fault, with <see cref="Probability"/>. The fault is removed after it has fired
/// <see cref="Count"/> times. If a request matches several faults, the sandbox checks them in the order in which they were added, and
/// applies the first one that fires.
/// </summary>
public sealed record SandboxFault
{
    /// <summary>The id to pass to <see cref="SandboxServer.ClearFaults"/>. If it is empty, the sandbox chooses an id.</summary>
    public string Id { get; init; } = "";

    /// <summary>
    /// One of <see cref="SandboxServer.Operations"/>, or a wildcard pattern. Not case-sensitive. Null matches every operation.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>The HTTP method. Not case-sensitive. Null matches every method.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// A wildcard pattern for the whole path as sent: <c>*</c> matches any text, <c>?</c> matches one character. Null matches every path.
    /// </summary>
    public string? PathPattern { get; init; }

    /// <summary>The kind of the fault.</summary>
    public SandboxFaultKind Kind { get; init; }

    /// <summary>The status of the response, 200 to 599. Only the kinds Status, Html and Redirect use it.</summary>
    public int? Status { get; init; }

    /// <summary>Headers to add to the response, such as Retry-After.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>
    /// The real time to wait before anything else happens, at most one hour. The kinds Refuse and SlowDrip use the delay differently.
    /// </summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>
    /// The body of the response for the kinds Status, Html and Redirect. For the kind WrongLink, the link to the next page. Null selects
    /// a default.
    /// </summary>
    public string? Body { get; init; }

    /// <summary>How often the fault fires before it is removed, at least 1. Null keeps the fault until it is cleared.</summary>
    public int? Count { get; init; }

    /// <summary>With a value of n, every n-th matching request can fire the fault. At least 1.</summary>
    public int Every { get; init; } = 1;

    /// <summary>The probability that the fault fires, above 0 and at most 1. Null means 1.</summary>
    public double? Probability { get; init; }

    /// <summary>The seed of the random numbers. The same seed gives the same sequence of faults. Null means 0.</summary>
    public int? Seed { get; init; }

    /// <summary>The number of matching requests that pass before the fault can fire. At least 0.</summary>
    public int Skip { get; init; }
}
