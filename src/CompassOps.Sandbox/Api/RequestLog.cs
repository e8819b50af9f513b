// The log of requests.
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Linq;
using System.Text;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Api;

/// <summary>Keeps the latest requests, so that tests can check them. Adds a request before its response is sent. Thread-safe.</summary>
internal sealed class RequestLog(CredentialCheck credentials)
{
    /// <summary>The highest number of requests that the log keeps.</summary>
    public const int MaximumCount = 10_000;

    /// <summary>The highest number of characters that the log keeps of one body.</summary>
    public const int MaximumBody = 16 * 1024;

    /// <summary>The highest number of characters that the log keeps in total. If requests are long, the log keeps fewer of them.</summary>
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

    /// <summary>The requests in the order of their numbers.</summary>
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

    /// <summary>Adds a request and the status of its response.</summary>
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
            // The whole body of a token request is secret.
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
        // A character takes at most four bytes in UTF-8.
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
