using System;

namespace CompassOps.Bench.Server;

/// <summary>A growing sequence of bytes, in memory that is reused for the next response.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[64 * 1024];

    /// <summary>The number of bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Empties the buffer.</summary>
    public void Clear() => Length = 0;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Adds space for the caller to fill. Valid until the next call.</summary>
    public Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}
