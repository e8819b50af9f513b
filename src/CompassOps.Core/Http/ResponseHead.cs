using System;
using System.Collections.Generic;
#if NETSTANDARD2_0
using System.Linq;
#endif
using System.Net.Http;

namespace CompassOps.Http;

internal static class ResponseHead
{
    // Atlassian's services and gateways use different headers for the request id. Use the first one that exists.
    private static readonly string[] RequestIdHeaders = { "X-Request-Id", "atl-request-id", "atl-traceid", "x-arequestid", "x-trace-id" };

    /// <summary>
    /// Copies the status and the outcome to the result. If the status is not 2xx, or if <paramref name="observed"/> is true, also copies
    /// the date and the requested delay.
    /// </summary>
    public static void Take(HttpResponseMessage response, ApiResponse result, bool observed)
    {
        result.Head = response;
        result.Status = (int)response.StatusCode;
        result.Outcome = result.Status switch
        {
            >= 200 and < 300 => AttemptOutcome.Success,
            >= 300 and < 400 => AttemptOutcome.Redirect,
            _ => AttemptOutcome.Refusal,
        };
        if (result.Outcome == AttemptOutcome.Success && !observed)
        {
            return;
        }

        result.Date = HttpDate.Parse(First(response.Headers, "Date"));
        DateTimeOffset now = Clock.System.UtcNow;
        result.RetryAfter = RetryAfter.Parse(First(response.Headers, "Retry-After"), result.Date, now)
            ?? (IsOverLimit(response, result.Status) ? RetryAfter.ParseReset(First(response.Headers, "X-RateLimit-Reset"), result.Date, now) : null);
        if (result.Outcome == AttemptOutcome.Redirect)
        {
            result.Location = Where(First(response.Headers, "Location"));
        }
    }

    public static string? RequestId(HttpResponseMessage response)
    {
        foreach (string name in RequestIdHeaders)
        {
            if (First(response.Headers, name) is { Length: > 0 and <= 200 } id)
            {
                return id;
            }
        }

        return null;
    }

    public static string? Challenge(HttpResponseMessage response) =>
        response.Headers.TryGetValues("WWW-Authenticate", out IEnumerable<string>? challenges) ? string.Join(", ", challenges) : null;

    public static string? MediaType(HttpResponseMessage response) => First(response.Content?.Headers, "Content-Type");

    private static string? First(System.Net.Http.Headers.HttpHeaders? headers, string name)
    {
#if NETSTANDARD2_0
        return headers is not null && headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
#else
        // NonValidated is faster than TryGetValues, because it does not parse the headers and allocates no list.
        if (headers is null || !headers.NonValidated.TryGetValues(name, out System.Net.Http.Headers.HeaderStringValues values))
        {
            return null;
        }

        foreach (string value in values)
        {
            return value;
        }

        return null;
#endif
    }

    /// <summary>
    /// Returns whether the client has exceeded a rate limit. The X-RateLimit headers alone do not prove this, because some services send
    /// them with every response.
    /// </summary>
    private static bool IsOverLimit(HttpResponseMessage response, int status) =>
        status == 429 || (status is 503 or 529 && First(response.Headers, "X-RateLimit-Remaining")?.Trim() == "0");

    private static string? Where(string? location) =>
        Uri.TryCreate(location, UriKind.Absolute, out Uri? address) && address.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : location is null ? null : Messages.OtherPath;
}
