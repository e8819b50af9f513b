using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Linq;
using System.Text;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Api;

/// <summary>Stores the latest requests. The log contains a request before the client receives the response. Thread-safe.</summary>
internal sealed class RequestLog(CredentialCheck credentials)
{
    public const int MaximumCount = 10_000;

    /// <summary>The maximum number of characters of a request body in the log.</summary>
    public const int MaximumBody = 16 * 1024;

    /// <summary>
    /// The maximum number of characters of all requests in the log. If the requests are long, the log contains fewer of them.
    /// </summary>
    public const int MaximumText = 16 * 1024 * 1024;

    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Content-Encoding", "Content-Length",
        "Content-Type", "Date", "Expect", "Host", "Idempotency-Key", "If-Match", "If-None-Match", "Pragma", "Traceparent", "Transfer-Encoding",
        "User-Agent", "Via", "X-Atlassian-Token", "X-Request-Id",
    };

    private readonly object _lock = new();
    private readonly Queue<SandboxRequest> _requests = new();
    private long _number;
    private long _text;

    public IReadOnlyList<SandboxRequest> All
    {
        get
        {
            lock (_lock)
            {
                return _requests.ToArray();
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _text = 0;
        }
    }

    public void Add(HttpRequest? request, string operation, DateTimeOffset receivedAt, int? status, string? fault, string requestId)
    {
        SandboxRequest line = new()
        {
            Number = 0,
            ReceivedAt = receivedAt,
            Operation = operation,
            Method = request?.Method ?? "",
            Path = credentials.Scrub(request?.Path ?? ""),
            Query = credentials.Scrub(request?.Query ?? ""),
            Headers = request is null ? ReadOnlyDictionary<string, string>.Empty : SafeHeaders(request),
            // Omit the body of a token request, because it contains the client secret.
            Body = request is null || operation == Operation.IssueToken ? null : SafeBody(request.Body.Span),
            StatusCode = status,
            Fault = fault,
            RequestId = requestId,
            Duration = request is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(request.ReceivedTicks),
        };
        lock (_lock)
        {
            _requests.Enqueue(line with { Number = ++_number });
            _text += Length(line);
            while (_requests.Count > MaximumCount || _text > MaximumText)
            {
                _text -= Length(_requests.Dequeue());
            }
        }
    }

    private static long Length(SandboxRequest line) =>
        (long)line.Method.Length + line.Path.Length + line.Query.Length + (line.Body?.Length ?? 0)
        + line.Headers.Sum(static header => header.Key.Length + header.Value.Length);

    private string? SafeBody(ReadOnlySpan<byte> bytes)
    {
        // The log stores at most MaximumBody characters of a body. A character has at most four bytes in UTF-8, so decode at most
        // 4 * MaximumBody bytes.
        string text = credentials.Scrub(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4 * MaximumBody)]));
        return text.Length == 0 ? null : text.Length > MaximumBody ? text[..MaximumBody] : text;
    }

    private ReadOnlyDictionary<string, string> SafeHeaders(HttpRequest request)
    {
        Dictionary<string, string> headers = new(request.Headers.Count, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in request.Headers)
        {
            if (Harmless.Contains(name))
            {
                headers[name] = credentials.Scrub(value);
            }
        }

        return new ReadOnlyDictionary<string, string>(headers);
    }
}
