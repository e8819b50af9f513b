using System;

namespace CompassOps;

/// <content>Messages about the attempts to send a request, for the verbose and debug output.</content>
internal static partial class Messages
{
    public const string NoResponse = "no response";

    public static string Attempt(string request, string outcome, string? failure, double milliseconds, int attempt, string? requestId, double? wait) =>
        FormattableString.Invariant($"{request} -> {outcome}{(failure is null ? "" : $" ({failure})")}, {milliseconds:0} ms, attempt {attempt}")
        + (requestId is null ? "" : $", request id {requestId}")
        + (wait is { } time ? FormattableString.Invariant($", next attempt in {time:0} ms") : "");

    public static string HeadersHidden(int count) => $"({count} more {(count == 1 ? "header" : "headers")} not shown)";
}
