using System;
using System.Buffers;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>The result of one attempt: the response or the failure. The body is in a buffer from the shared pool.</summary>
internal sealed class ApiResponse : IDisposable
{
    private byte[]? _buffer;
    private int _length;

    /// <summary>The outcome of the attempt.</summary>
    public AttemptOutcome Outcome { get; set; }

    /// <summary>The status of the response, or 0.</summary>
    public int Status { get; set; }

    /// <summary>The HTTP response, or null. Read only its headers, because its body has been consumed.</summary>
    public HttpResponseMessage? Head { get; set; }

    /// <summary>The service's id of the request, or null.</summary>
    public string? RequestId => Head is null ? null : ResponseHead.RequestId(Head);

    /// <summary>The header <c>WWW-Authenticate</c>, which states why the service refused the token; or null.</summary>
    public string? Challenge => Head is null ? null : ResponseHead.Challenge(Head);

    /// <summary>The time of the service (the <c>Date</c> header), or null.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>The delay that the service requests, or null.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>The media type of the body, or null.</summary>
    public string? MediaType => Head is null ? null : ResponseHead.MediaType(Head);

    /// <summary>The target of a redirect, without its query; null if there is none.</summary>
    public string? Location { get; set; }

    /// <summary>The exception, or null.</summary>
    public Exception? Exception { get; set; }

    /// <summary>The failure in a few words, or null.</summary>
    public string? Failure { get; set; }

    /// <summary>The duration of the attempt.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>The details for debugging; null unless the observer requests them.</summary>
    public string? Detail { get; set; }

    /// <summary>The body. It is valid until the response is disposed of.</summary>
    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, _length);

    /// <summary>Sets the body. Takes ownership of a buffer from the shared pool.</summary>
    public void SetBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    /// <summary>Returns the buffer of the body to the pool.</summary>
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
