using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace CompassOps.Http;

/// <summary>
/// Describes a request and its answer for <c>-Debug</c>. Headers are shown if they are on the list here; what is not on it (the
/// credentials, cookies, whatever a proxy adds) is counted, not shown.
/// </summary>
internal static class AttemptDetail
{
    private const int MaximumBody = 4096;

    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Content-Type", "Content-Length", "Content-Encoding", "Date", "Retry-After", "Server", "Transfer-Encoding",
        "User-Agent", "Via", "X-Request-Id", "atl-request-id", "atl-traceid", "x-arequestid", "x-trace-id",
        "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset",
    };

    /// <summary>Several lines: the request's head and body, the answer's head and body.</summary>
    public static string Describe(HttpRequestMessage request, byte[]? body, HttpResponseMessage? response, ApiResponse answer)
    {
        StringBuilder text = new();
        text.Append("> ").Append(request.Method).Append(' ').Append(request.RequestUri).AppendLine();
        Headers(text, "> ", request.Headers);
        Headers(text, "> ", request.Content?.Headers);
        Body(text, "> ", body);
        if (response is not null)
        {
            text.Append("< ").Append((int)response.StatusCode).AppendLine();
            Headers(text, "< ", response.Headers);
            Headers(text, "< ", response.Content?.Headers);
            Body(text, "< ", answer.Body.Slice(0, Math.Min(answer.Body.Length, MaximumBody + 1)).ToArray());
        }

        return text.ToString();
    }

    private static void Headers(StringBuilder text, string prefix, HttpHeaders? headers)
    {
        int hidden = 0;
        foreach (KeyValuePair<string, IEnumerable<string>> header in headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
        {
            if (Shown.Contains(header.Key))
            {
                text.Append(prefix).Append(header.Key).Append(": ").Append(string.Join(", ", header.Value)).AppendLine();
            }
            else
            {
                hidden++;
            }
        }

        if (hidden > 0)
        {
            text.Append(prefix).Append('(').Append(hidden).Append(" more headers not shown)").AppendLine();
        }
    }

    private static void Body(StringBuilder text, string prefix, byte[]? body)
    {
        if (body is { Length: > 0 })
        {
            text.Append(prefix).Append(Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, MaximumBody)));
            text.AppendLine(body.Length > MaximumBody ? " …" : "");
        }
    }
}
