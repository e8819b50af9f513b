// The bytes of a connection, read ahead in pieces.
using System;
using System.IO;

namespace CompassOps.Sandbox.Http;

/// <summary>Reads a stream by lines and by lengths, bounded; bytes that were read ahead stay for the next read.</summary>
internal sealed class WireBuffer(Stream stream)
{
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Whether nothing was read ahead.</summary>
    public bool IsEmpty => _start == _end;

    /// <summary>
    /// The lines up to an empty one, with it; empty if the connection ended before they began. Valid until the next call. An empty line
    /// before the first is ignored, as RFC 9112 requires.
    /// </summary>
    /// <exception cref="HttpProtocolException">A line does not end in CR LF, there are too many bytes, or they end early.</exception>
    public ReadOnlySpan<byte> ReadHead(int maximum)
    {
        int length = FindHead(maximum);
        ReadOnlySpan<byte> head = _buffer.AsSpan(_start, length);
        _start += length;
        return head.Length <= maximum ? head : throw TooLarge(maximum);
    }

    /// <summary>A line without its end; valid until the next call.</summary>
    /// <exception cref="HttpProtocolException">It is too long, does not end in CR LF, or not at all.</exception>
    public ReadOnlySpan<byte> ReadLine(int maximum)
    {
        int scanned = 0;
        while (true)
        {
            int at = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (at >= 0)
            {
                int feed = scanned + at;
                if (feed == 0 || _buffer[_start + feed - 1] != '\r' || feed > maximum)
                {
                    throw new HttpProtocolException(400, Messages.BodyLine);
                }

                ReadOnlySpan<byte> line = _buffer.AsSpan(_start, feed - 1);
                _start += feed + 1;
                return line;
            }

            scanned = _end - _start;
            if (scanned > maximum || !Fill())
            {
                throw new HttpProtocolException(400, Messages.BodyLine);
            }
        }
    }

    /// <summary>Fills the target.</summary>
    /// <exception cref="HttpProtocolException">The connection ended before the target was full.</exception>
    public void ReadExactly(Span<byte> target)
    {
        int buffered = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(target);
        _start += buffered;
        while (buffered < target.Length)
        {
            int read = stream.Read(target[buffered..]);
            buffered += read > 0 ? read : throw new HttpProtocolException(400, Messages.BodyEnded);
        }
    }

    private static HttpProtocolException TooLarge(int maximum) => new(431, Messages.HeadTooLarge(maximum));

    private int FindHead(int maximum)
    {
        int scanned = 0;
        int lineStart = 0;
        while (true)
        {
            int at;
            while ((at = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n')) >= 0)
            {
                int feed = scanned + at;
                if (feed == 0 || _buffer[_start + feed - 1] != '\r')
                {
                    throw new HttpProtocolException(400, Messages.HeadLine);
                }

                scanned = feed + 1;
                if (feed - 1 == lineStart)
                {
                    if (lineStart > 0)
                    {
                        return scanned;
                    }

                    _start += scanned;
                    scanned = 0;
                    continue;
                }

                lineStart = scanned;
            }

            scanned = _end - _start;
            if (scanned > maximum)
            {
                throw TooLarge(maximum);
            }

            if (!Fill())
            {
                return scanned == 0 ? 0 : throw new HttpProtocolException(400, Messages.HeadEnded);
            }
        }
    }

    private bool Fill()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }
            else
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }

        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
