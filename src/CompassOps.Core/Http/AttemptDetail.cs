using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using CompassOps.Secrets;

namespace CompassOps.Http;

/// <summary>
/// Describes a request and its response for debug output. Omits all headers except those of a fixed list, because other headers can
/// contain credentials or cookies. States the number of omitted headers.
/// </summary>
internal sealed class AttemptDetail
{
    private const int MaximumBody = 4096;

    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Content-Type", "Content-Length", "Content-Encoding", "Date", "Retry-After", "Server", "Transfer-Encoding",
        "User-Agent", "Via", "X-Request-Id", "atl-request-id", "atl-traceid", "x-arequestid", "x-trace-id",
        "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset",
    };

    private readonly Redactor _redactor;

    public AttemptDetail(Redactor redactor) => _redactor = redactor;

    public string Describe(HttpRequestMessage request, byte[]? body, HttpResponseMessage? response, ApiResponse result)
    {
        StringBuilder text = new();
        text.Append("> ").Append(request.Method).Append(' ').Append(_redactor.Redact($"{request.RequestUri}")).AppendLine();
        Headers(text, "> ", request.Headers);
        Headers(text, "> ", request.Content?.Headers);
        Body(text, "> ", body);
        if (response is not null)
        {
            text.Append("< ").Append((int)response.StatusCode).AppendLine();
            Headers(text, "< ", response.Headers);
            Headers(text, "< ", response.Content?.Headers);
            Body(text, "< ", result.Body.ToArray());
        }

        return text.ToString();
    }

    private void Headers(StringBuilder text, string prefix, HttpHeaders? headers)
    {
        int hidden = 0;
        foreach (KeyValuePair<string, IEnumerable<string>> header in headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
        {
            if (Shown.Contains(header.Key))
            {
                text.Append(prefix).Append(header.Key).Append(": ").Append(_redactor.RedactHeader(string.Join(", ", header.Value))).AppendLine();
            }
            else
            {
                hidden++;
            }
        }

        if (hidden > 0)
        {
            text.Append(prefix).AppendLine(Messages.HeadersHidden(hidden));
        }
    }

    // Redact before truncating, because the redactor does not recognize a truncated secret.
    private void Body(StringBuilder text, string prefix, byte[]? body)
    {
        if (body is { Length: > 0 })
        {
            string shown = _redactor.Redact(Encoding.UTF8.GetString(body));
            text.Append(prefix).AppendLine(shown.Length > MaximumBody ? shown.Remove(MaximumBody) + " …" : shown);
        }
    }
}
