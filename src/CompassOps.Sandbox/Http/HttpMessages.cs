using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Http;

internal sealed class HttpRequest
{
    public required string Method { get; init; }

    /// <summary>The percent-encoded path.</summary>
    public required string Path { get; init; }

    /// <summary>The percent-encoded query without the question mark.</summary>
    public required string Query { get; init; }

    public required List<KeyValuePair<string, string>> Headers { get; init; }

    public ReadOnlyMemory<byte> Body { get; set; }

    public bool KeepAlive { get; init; }

    /// <summary>The value of <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> when all headers had been received.</summary>
    public long ReceivedTicks { get; init; }

    /// <summary>
    /// Returns the value of a header, or null if the request does not contain the header. If the header is repeated, returns the last
    /// value.
    /// </summary>
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

/// <summary>How the server sends a response.</summary>
internal enum Delivery
{
    /// <summary>Sends the complete response.</summary>
    Whole,

    /// <summary>Resets the connection instead of sending the response.</summary>
    Reset,

    /// <summary>Sends half of the body. Then closes the connection.</summary>
    Truncated,

    /// <summary>Sends the complete response byte by byte.</summary>
    Drip,

    /// <summary>Sends the complete response, and then <see cref="HttpResponse.Padding"/> spaces.</summary>
    Padded,
}

internal sealed class HttpResponse
{
    public int Status { get; set; }

    public string? ContentType { get; set; }

    public ReadOnlyMemory<byte> Body { get; set; }

    public List<KeyValuePair<string, string>>? Headers { get; set; }

    public DateTimeOffset Date { get; set; }

    public Delivery Delivery { get; set; }

    /// <summary>The pause after each byte, if Delivery is <see cref="Delivery.Drip"/>.</summary>
    public TimeSpan DripPause { get; set; }

    /// <summary>
    /// The number of spaces after the body, if Delivery is <see cref="Delivery.Padded"/>. The Content-Length includes these spaces.
    /// </summary>
    public int Padding { get; set; }

    public void AddHeader(string name, string value) =>
        (Headers ??= new List<KeyValuePair<string, string>>(4)).Add(new KeyValuePair<string, string>(name, value));
}

/// <summary>Thrown if the HTTP server rejects a request. The server sends the status and closes the connection.</summary>
internal sealed class HttpProtocolException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
