using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>
/// The kinds of faults. The sandbox runs the requested operation, unless the description of the kind says that it does not run.
/// </summary>
public enum SandboxFaultKind
{
    /// <summary>
    /// Responds with <see cref="SandboxFault.Status"/> (default 503) and <see cref="SandboxFault.Body"/>. The operation does not
    /// run.
    /// </summary>
    Status,

    /// <summary>Sends the correct response after <see cref="SandboxFault.Delay"/> (default 1 s).</summary>
    Delay,

    /// <summary>
    /// Closes the port: the sandbox rejects new connections and resets open connections. If Operation, Method and PathPattern are all
    /// null, the port closes immediately. It opens when the fault is removed, or after <see cref="SandboxFault.Delay"/>. If Operation,
    /// Method or PathPattern has a value, each request that fires the fault closes the port for the delay (default 1 s). The operation of
    /// this request does not run.
    /// </summary>
    Refuse,

    /// <summary>Resets the connection. The operation does not run.</summary>
    ResetBefore,

    /// <summary>Runs the operation. Then resets the connection instead of sending the response.</summary>
    ResetAfter,

    /// <summary>
    /// Sends the first half of the response body. Then closes the connection. The Content-Length is the length of the whole body.
    /// </summary>
    Truncate,

    /// <summary>
    /// Responds with an HTML page, as some proxies do, and with <see cref="SandboxFault.Status"/> (default 502). The operation does
    /// not run.
    /// </summary>
    Html,

    /// <summary>Sends only the first half of the JSON text. The Content-Length is the length of this half.</summary>
    Malformed,

    /// <summary>
    /// Returns the list with the objects that existed when the fault was added. The fault matches only list requests.
    /// </summary>
    StalePage,

    /// <summary>
    /// Responds with <see cref="SandboxFault.Status"/> (default 302) and a Location header. By default, the location is a path of
    /// this sandbox. <see cref="SandboxFault.Headers"/> can specify another location. The operation does not run.
    /// </summary>
    Redirect,

    /// <summary>
    /// Sends the response byte by byte. <see cref="SandboxFault.Delay"/> is the pause after each byte (default 50 ms).
    /// </summary>
    SlowDrip,

    /// <summary>Sends the correct status without a body.</summary>
    EmptyBody,

    /// <summary>Sends the correct response with the content type <c>text/plain</c>.</summary>
    WrongContentType,

    /// <summary>Adds 200 MiB of spaces after the JSON of the response.</summary>
    TooLong,

    /// <summary>Compresses the response with gzip. The body is small, but its decompressed size is more than 200 MiB.</summary>
    GzipBomb,

    /// <summary>Adds a field with 10,000 nested arrays to the response.</summary>
    DeepNesting,

    /// <summary>Converts the numbers and booleans in the response to strings.</summary>
    Strings,

    /// <summary>
    /// Replaces most values in the response with null. Fields that identify an object, such as <c>id</c> and <c>name</c>, do not
    /// change.
    /// </summary>
    Nulls,

    /// <summary>Adds unknown fields to the response, and replaces each status with an unknown status.</summary>
    NewWords,

    /// <summary>
    /// Replaces <c>links.next</c> in a list with <see cref="SandboxFault.Body"/>. By default, the new link returns the same page
    /// again. The fault matches only list requests.
    /// </summary>
    WrongLink,
}

/// <summary>
/// A fault that the sandbox injects into matching requests. If several faults match a request, the sandbox checks them in the order in
/// which they were added. The first fault that fires is applied.
/// </summary>
/// <remarks>
/// <see cref="Skip"/>, <see cref="Every"/> and <see cref="Probability"/> determine which of the matching requests fire the fault. The
/// sandbox removes the fault after it has fired <see cref="Count"/> times.
/// </remarks>
public sealed record SandboxFault
{
    /// <summary>
    /// The id of the fault, for <see cref="SandboxServer.ClearFaults"/>. If the id is empty, the sandbox generates an id.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>
    /// The name of an operation from <see cref="SandboxServer.Operations"/>, or a wildcard pattern. Not case-sensitive. Null
    /// matches every operation.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>The HTTP method. Not case-sensitive. Null matches every method.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// A wildcard pattern for the whole path in the request: <c>*</c> matches any text, and <c>?</c> matches one character. Null
    /// matches every path.
    /// </summary>
    public string? PathPattern { get; init; }

    /// <summary>The kind of the fault.</summary>
    public SandboxFaultKind Kind { get; init; }

    /// <summary>
    /// The status of the response, from 200 to 599, for the kinds Status, Html and Redirect. Other kinds ignore the status.
    /// </summary>
    public int? Status { get; init; }

    /// <summary>Headers to add to the response, such as Retry-After.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>
    /// The real time that the sandbox waits before it handles the request. For the kind Refuse, the time for which the port stays
    /// closed. For the kind SlowDrip, the pause after each byte. The maximum for all kinds is one hour.
    /// </summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>
    /// The response body for the kinds Status, Html and Redirect, or the link to the next page for the kind WrongLink. Null selects a
    /// default value.
    /// </summary>
    public string? Body { get; init; }

    /// <summary>
    /// The maximum number of times that the fault fires, at least 1. The sandbox removes a fault that has reached its maximum. Null
    /// means no maximum.
    /// </summary>
    public int? Count { get; init; }

    /// <summary>With a value of n, only every n-th matching request can fire the fault. At least 1.</summary>
    public int Every { get; init; } = 1;

    /// <summary>The probability that a matching request fires the fault, above 0 and at most 1. Null means 1.</summary>
    public double? Probability { get; init; }

    /// <summary>The seed of the random number generator for <see cref="Probability"/>. Null means 0.</summary>
    public int? Seed { get; init; }

    /// <summary>The number of matching requests before the first request that can fire the fault. At least 0.</summary>
    public int Skip { get; init; }
}
