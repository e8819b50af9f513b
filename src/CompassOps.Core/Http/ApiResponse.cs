using System;
using System.Buffers;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>One attempt's result: the facts of the response or of its failure, and the body in borrowed memory.</summary>
internal sealed class ApiResponse : IDisposable
{
    private byte[]? _buffer;
    private int _length;

    /// <summary>What became of the attempt.</summary>
    public AttemptOutcome Outcome { get; set; }

    /// <summary>The status of the response, or 0.</summary>
    public int Status { get; set; }

    /// <summary>The response's head, or null. Its headers may be read as long as this object lives, its body not.</summary>
    public HttpResponseMessage? Head { get; set; }

    /// <summary>The service's id of the request, or null.</summary>
    public string? RequestId => Head is null ? null : ResponseHead.RequestId(Head);

    /// <summary>The service's clock, or null.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>How long the service asks to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>The media type of the body, or null.</summary>
    public string? MediaType => Head is null ? null : ResponseHead.MediaType(Head);

    /// <summary>Where a redirect leads: scheme, host and path only.</summary>
    public string? Location { get; set; }

    /// <summary>What failed, or null.</summary>
    public Exception? Exception { get; set; }

    /// <summary>A few words on what failed, or null.</summary>
    public string? Failure { get; set; }

    /// <summary>How long the attempt took.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Headers and bodies that may be shown, if they were wanted.</summary>
    public string? Detail { get; set; }

    /// <summary>The body; valid until the response is disposed of.</summary>
    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, _length);

    /// <summary>Takes over a buffer of the shared pool.</summary>
    public void SetBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    /// <summary>Gives the body's memory back.</summary>
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
