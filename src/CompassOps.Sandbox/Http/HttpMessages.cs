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

    /// <summary>Returns the value of a header. Returns null if the header is missing, and the last value if it was sent twice.</summary>
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

/// <summary>How the server sends a response: completely, or changed by a fault.</summary>
internal enum Delivery
{
    /// <summary>Sends the complete response.</summary>
    Whole,

    /// <summary>Sends no response and resets the connection.</summary>
    Reset,

    /// <summary>Sends half of the body, then closes the connection.</summary>
    Truncated,

    /// <summary>Sends the complete response byte by byte.</summary>
    Drip,

    /// <summary>Sends the complete response and then spaces. <see cref="HttpResponse.Padding"/> is the number of spaces.</summary>
    Padded,
}

internal sealed class HttpResponse
{
    public int Status { get; set; }

    public string? ContentType { get; set; }

    public ReadOnlyMemory<byte> Body { get; set; }

    public List<KeyValuePair<string, string>>? Headers { get; set; }

    /// <summary>The value of the Date header.</summary>
    public DateTimeOffset Date { get; set; }

    public Delivery Delivery { get; set; }

    /// <summary>The pause between two bytes. Only used with <see cref="Delivery.Drip"/>.</summary>
    public TimeSpan DripPause { get; set; }

    /// <summary>
    /// The number of spaces after the body. Only used with <see cref="Delivery.Padded"/>. The Content-Length includes the spaces.
    /// </summary>
    public int Padding { get; set; }

    public void AddHeader(string name, string value) =>
        (Headers ??= new List<KeyValuePair<string, string>>(4)).Add(new KeyValuePair<string, string>(name, value));
}

/// <summary>The request is not valid HTTP/1.1. The server closes the connection after the error response.</summary>
internal sealed class HttpProtocolException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
