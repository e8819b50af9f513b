// HTTP/1.1 as the sandbox speaks it: reads requests, strictly and bounded, and writes answers.
using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Text;

namespace CompassOps.Sandbox.Http;

/// <summary>
/// Reads the requests of one connection from a stream, one after the other. What deviates from RFC 9112 in a way that two readers could
/// take differently (bare LF, folded lines, two lengths, blanks before a colon) is refused with 400.
/// </summary>
internal sealed class HttpReader(Stream stream)
{
    public const int MaximumHead = 16 * 1024;
    public const int MaximumHeaders = 100;
    public const int MaximumBody = 1024 * 1024;
    private const int MaximumChunkLine = 256;
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly byte[] Continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The next request, or null if the other side closed between two.</summary>
    /// <exception cref="HttpProtocolException">It is not HTTP/1.1, or too large.</exception>
    public HttpRequest? Read()
    {
        int length = FillHead();
        if (length == 0)
        {
            return null;
        }

        HttpRequest request = ParseHead(_buffer.AsSpan(_start, length));
        _start += length;
        request.Body = ReadBody(request);
        return request;
    }

    // The length of the next head with its empty line; 0 if the connection ended before it began.
    private int FillHead()
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
                    throw new HttpProtocolException(400, "A line of the head does not end in CR LF.");
                }

                scanned = feed + 1;
                if (feed - 1 == lineStart)
                {
                    if (lineStart > 0)
                    {
                        return scanned;
                    }

                    // An empty line before the request line is let pass, as RFC 9112 asks for.
                    _start += scanned;
                    scanned = 0;
                    continue;
                }

                lineStart = scanned;
            }

            scanned = _end - _start;
            if (scanned > MaximumHead)
            {
                throw new HttpProtocolException(431, $"The head is larger than {MaximumHead} bytes.");
            }

            if (!Fill())
            {
                return scanned == 0 ? 0 : throw new HttpProtocolException(400, "The connection ended within the head.");
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

    private static HttpRequest ParseHead(ReadOnlySpan<byte> head)
    {
        if (head.Length > MaximumHead)
        {
            throw new HttpProtocolException(431, $"The head is larger than {MaximumHead} bytes.");
        }

        int lineEnd = head.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = head[..(lineEnd - 1)];
        head = head[(lineEnd + 1)..];
        int first = line.IndexOf((byte)' ');
        int last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first + 1 || !IsToken(line[..first]) || line[(first + 1)..last].IndexOfAnyExceptInRange((byte)0x21, (byte)0x7e) >= 0)
        {
            throw new HttpProtocolException(400, "The request line is malformed.");
        }

        ReadOnlySpan<byte> version = line[(last + 1)..];
        bool one = version.SequenceEqual("HTTP/1.1"u8);
        if (!one && !version.SequenceEqual("HTTP/1.0"u8))
        {
            throw new HttpProtocolException(version.StartsWith("HTTP/"u8) ? 505 : 400, "The protocol is not HTTP/1.1.");
        }

        string target = Encoding.ASCII.GetString(line[(first + 1)..last]);
        List<KeyValuePair<string, string>> headers = ParseHeaders(head);
        target = CheckHost(target, headers, required: one);
        string? connection = null;
        foreach (KeyValuePair<string, string> header in headers)
        {
            connection = header.Key.Equals("Connection", StringComparison.OrdinalIgnoreCase) ? header.Value : connection;
        }

        int question = target.IndexOf('?', StringComparison.Ordinal);
        return new HttpRequest
        {
            Method = MethodName(line[..first]),
            Path = question < 0 ? target : target[..question],
            Query = question < 0 ? "" : target[(question + 1)..],
            Headers = headers,
            KeepAlive = connection is null ? one
                : one ? !connection.Contains("close", StringComparison.OrdinalIgnoreCase)
                : connection.Contains("keep-alive", StringComparison.OrdinalIgnoreCase),
            ReceivedTicks = Stopwatch.GetTimestamp(),
        };
    }

    private static List<KeyValuePair<string, string>> ParseHeaders(ReadOnlySpan<byte> lines)
    {
        var headers = new List<KeyValuePair<string, string>>(8);
        while (true)
        {
            int end = lines.IndexOf((byte)'\n') - 1;
            ReadOnlySpan<byte> line = lines[..end];
            if (line.IsEmpty)
            {
                return headers;
            }

            int colon = line.IndexOf((byte)':');
            if (colon <= 0 || !IsToken(line[..colon]))
            {
                throw new HttpProtocolException(400, "A header line is malformed.");
            }

            ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
            if (value.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || value.IndexOfAnyInRange((byte)10, (byte)31) >= 0 || value.Contains((byte)127))
            {
                throw new HttpProtocolException(400, "A header has a control character.");
            }

            if (headers.Count == MaximumHeaders)
            {
                throw new HttpProtocolException(431, $"There are more than {MaximumHeaders} headers.");
            }

            headers.Add(new KeyValuePair<string, string>(Encoding.ASCII.GetString(line[..colon]), Encoding.Latin1.GetString(value)));
            lines = lines[(end + 2)..];
        }
    }

    // A name of this machine is demanded, so that a web page whose host name was pointed here cannot talk to the sandbox.
    private static string CheckHost(string target, List<KeyValuePair<string, string>> headers, bool required)
    {
        string? host = null;
        foreach (KeyValuePair<string, string> header in headers)
        {
            if (header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                host = host is null ? header.Value : throw new HttpProtocolException(400, "There are two Host headers.");
            }
        }

        if (host is null && required)
        {
            throw new HttpProtocolException(400, "The Host header is missing.");
        }

        const string Scheme = "http://";
        if (target.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            int slash = target.IndexOfAny(['/', '?'], Scheme.Length);
            host = slash < 0 ? target[Scheme.Length..] : target[Scheme.Length..slash];
            target = slash < 0 ? "/" : target[slash] == '?' ? "/" + target[slash..] : target[slash..];
        }

        if (target[0] != '/')
        {
            throw new HttpProtocolException(400, "The request target is not a path.");
        }

        return host is null || IsLoopback(host) ? target : throw new HttpProtocolException(421, "The sandbox answers for this machine only.");
    }

    private static bool IsLoopback(string host)
    {
        int colon = host.LastIndexOf(':');
        string name = colon > host.LastIndexOf(']') ? host[..colon] : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address));
    }

    private static bool IsToken(ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && "!#$%&'*+-.^_`|~"u8.IndexOf(b) < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string MethodName(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("GET"u8) ? "GET"
        : name.SequenceEqual("POST"u8) ? "POST"
        : Encoding.ASCII.GetString(name);

    private byte[] ReadBody(HttpRequest request)
    {
        string? length = null;
        string? encoding = null;
        string? expect = null;
        foreach ((string name, string value) in request.Headers)
        {
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                length = length is null || length == value ? value : throw new HttpProtocolException(400, "There are two lengths.");
            }
            else if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                encoding = encoding is null ? value : throw new HttpProtocolException(400, "There are two transfer encodings.");
            }
            else if (name.Equals("Expect", StringComparison.OrdinalIgnoreCase))
            {
                expect = value;
            }
        }

        if (expect is not null && !expect.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            throw new HttpProtocolException(417, "Only 100-continue can be expected.");
        }

        if (encoding is not null)
        {
            if (length is not null)
            {
                throw new HttpProtocolException(400, "There is a length and a transfer encoding.");
            }

            if (!encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            {
                throw new HttpProtocolException(501, "The only transfer encoding is chunked.");
            }

            SendContinue(expect);
            return ReadChunks();
        }

        if (length is null)
        {
            return [];
        }

        if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
        {
            throw new HttpProtocolException(length.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && length.Length > 0 ? 413 : 400, "The length is no number.");
        }

        if (size > MaximumBody)
        {
            throw new HttpProtocolException(413, $"The body is larger than {MaximumBody} bytes.");
        }

        if (size > 0)
        {
            SendContinue(expect);
        }

        byte[] body = new byte[size];
        ReadExactly(body);
        return body;
    }

    private void SendContinue(string? expect)
    {
        if (expect is not null && _start == _end)
        {
            stream.Write(Continue);
        }
    }

    private byte[] ReadChunks()
    {
        var body = new MemoryStream();
        while (true)
        {
            ReadOnlySpan<byte> line = ReadLine(MaximumChunkLine);
            int digits = line.IndexOfAnyExcept(HexDigits);
            digits = digits < 0 ? line.Length : digits;
            ReadOnlySpan<byte> rest = line[digits..].TrimStart(" \t"u8);
            if (digits is 0 or > 8 || (!rest.IsEmpty && rest[0] != ';') || !Utf8Parser.TryParse(line[..digits], out uint size, out _, 'x'))
            {
                throw new HttpProtocolException(400, "A chunk's size is malformed.");
            }

            if (size == 0)
            {
                for (int trailers = 0; !ReadLine(MaximumHead).IsEmpty; trailers++)
                {
                    if (trailers == MaximumHeaders)
                    {
                        throw new HttpProtocolException(431, "There are too many trailers.");
                    }
                }

                return body.ToArray();
            }

            if (size > MaximumBody - body.Length)
            {
                throw new HttpProtocolException(413, $"The body is larger than {MaximumBody} bytes.");
            }

            int at = (int)body.Length;
            body.SetLength(at + size);
            ReadExactly(body.GetBuffer().AsSpan(at, (int)size));
            if (!ReadLine(2).IsEmpty)
            {
                throw new HttpProtocolException(400, "A chunk is longer than it says.");
            }
        }
    }

    private ReadOnlySpan<byte> ReadLine(int maximum)
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
                    throw new HttpProtocolException(400, "A line of the body is malformed.");
                }

                ReadOnlySpan<byte> line = _buffer.AsSpan(_start, feed - 1);
                _start += feed + 1;
                return line;
            }

            scanned = _end - _start;
            if (scanned > maximum || !Fill())
            {
                throw new HttpProtocolException(400, "A line of the body is malformed.");
            }
        }
    }

    private void ReadExactly(Span<byte> target)
    {
        int buffered = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(target);
        _start += buffered;
        while (buffered < target.Length)
        {
            int read = stream.Read(target[buffered..]);
            buffered += read > 0 ? read : throw new HttpProtocolException(400, "The connection ended within the body.");
        }
    }
}
