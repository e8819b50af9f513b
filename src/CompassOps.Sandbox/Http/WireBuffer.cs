using System;
using System.IO;

namespace CompassOps.Sandbox.Http;

/// <summary>Reads lines or a given number of bytes from a stream.</summary>
internal sealed class WireBuffer(Stream stream)
{
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    public bool IsEmpty => _start == _end;

    /// <summary>
    /// Returns the request line, all headers and the empty line after the headers. Returns an empty span if the connection ended before
    /// the first byte. Skips empty lines before the request line, as RFC 9112 recommends. The span is valid until the next read.
    /// </summary>
    /// <exception cref="HttpProtocolException">A line does not end in CR LF, the lines together have more than <paramref
    /// name="maximum"/> bytes, or the connection ended too early.</exception>
    public ReadOnlySpan<byte> ReadHead(int maximum)
    {
        int length = FindHead(maximum);
        ReadOnlySpan<byte> head = _buffer.AsSpan(_start, length);
        _start += length;
        return head.Length <= maximum ? head : throw TooLarge(maximum);
    }

    /// <summary>Returns the next line without CR LF. The span is valid until the next read.</summary>
    /// <exception cref="HttpProtocolException">The line is too long, or does not end in CR LF.</exception>
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
