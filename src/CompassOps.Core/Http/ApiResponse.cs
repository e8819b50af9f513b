using System;
using System.Buffers;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>The result of one attempt: a response or a failure. Dispose returns the buffer of the body to the array pool.</summary>
internal sealed class ApiResponse : IDisposable
{
    private byte[]? _buffer;
    private int _length;

    public AttemptOutcome Outcome { get; set; }

    /// <summary>The HTTP status of the response, or 0 if there was no response.</summary>
    public int Status { get; set; }

    /// <summary>The HTTP response, or null. Only its headers can be read, because its body has already been read.</summary>
    public HttpResponseMessage? Head { get; set; }

    public string? RequestId => Head is null ? null : ResponseHead.RequestId(Head);

    /// <summary>The header <c>WWW-Authenticate</c>, or null. It states why the service rejected a token.</summary>
    public string? Challenge => Head is null ? null : ResponseHead.Challenge(Head);

    public DateTimeOffset? Date { get; set; }

    /// <summary>The delay that the service requests before the next request, or null.</summary>
    public TimeSpan? RetryAfter { get; set; }

    public string? MediaType => Head is null ? null : ResponseHead.MediaType(Head);

    /// <summary>The target address of a redirect, without its query. Null if the response is not a redirect.</summary>
    public string? Location { get; set; }

    public Exception? Exception { get; set; }

    /// <summary>A short description of a failure that the HTTP status does not show, or null.</summary>
    public string? Failure { get; set; }

    public TimeSpan Elapsed { get; set; }

    /// <summary>The headers and bodies for debug output, or null if the observer did not request them.</summary>
    public string? Detail { get; set; }

    /// <summary>The body of the response. Do not use it after Dispose.</summary>
    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, _length);

    /// <summary>Sets the body. The buffer must come from the shared array pool, because Dispose returns it there.</summary>
    public void SetBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            _length = 0;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
