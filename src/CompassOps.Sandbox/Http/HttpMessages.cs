// Requests and responses of the HTTP server.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Http;

/// <summary>A request as received. Path and query are not decoded, and the headers keep their order.</summary>
internal sealed class HttpRequest
{
    public required string Method { get; init; }

    /// <summary>The path as sent, still percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>The query as sent, without the question mark.</summary>
    public required string Query { get; init; }

    public required List<KeyValuePair<string, string>> Headers { get; init; }

    public ReadOnlyMemory<byte> Body { get; set; }

    public bool KeepAlive { get; init; }

    /// <summary>The time when the headers were complete, in Stopwatch ticks.</summary>
    public long ReceivedTicks { get; init; }

    /// <summary>The value of a header, or null; the last one if it is sent twice.</summary>
    public string? Header(string name)
    {
        for (int i = Headers.Count - 1; i >= 0; i--)
        {
            if (string.Equals(Headers[i].Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return Headers[i].Value;
            }
        }

        return null;
    }
}

/// <summary>How a response is sent: correctly, or as a fault requires.</summary>
internal enum Delivery
{
    /// <summary>The whole response.</summary>
    Whole,

    /// <summary>No response: the connection is reset.</summary>
    Reset,

    /// <summary>Half of the body; then the connection is closed.</summary>
    Truncated,

    /// <summary>The whole response, byte by byte.</summary>
    Drip,

    /// <summary>The whole response, followed by as many spaces as <see cref="HttpResponse.Padding"/> states.</summary>
    Padded,
}

/// <summary>A response.</summary>
internal sealed class HttpResponse
{
    public int Status { get; set; }

    public string? ContentType { get; set; }

    public ReadOnlyMemory<byte> Body { get; set; }

    public List<KeyValuePair<string, string>>? Headers { get; set; }

    /// <summary>The value of the Date header.</summary>
    public DateTimeOffset Date { get; set; }

    public Delivery Delivery { get; set; }

    /// <summary>The pause between two bytes of <see cref="Delivery.Drip"/>.</summary>
    public TimeSpan DripPause { get; set; }

    /// <summary>The number of spaces after the body with <see cref="Delivery.Padded"/>. The Content-Length includes them.</summary>
    public int Padding { get; set; }

    public void AddHeader(string name, string value) =>
        (Headers ??= new List<KeyValuePair<string, string>>(4)).Add(new KeyValuePair<string, string>(name, value));
}

/// <summary>A request that cannot be read as HTTP/1.1; the connection is closed after the response.</summary>
internal sealed class HttpProtocolException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
