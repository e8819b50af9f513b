using System;
using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO;

namespace CompassOps.Sandbox.Http;

/// <summary>Reads the body of a request. The length of the body is in the Content-Length header, or the body is chunked.</summary>
internal static class HttpBody
{
    private const int MaximumChunkLine = 256;
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <param name="request">The request with its headers.</param>
    /// <param name="wire">The bytes after the headers.</param>
    /// <param name="sendContinue">Sends "100 Continue". Called if the client waits for this response before it sends the body.</param>
    /// <exception cref="HttpProtocolException">The body is too large, malformed or incomplete, or a header is not valid.</exception>
    public static byte[] Read(HttpRequest request, WireBuffer wire, Action sendContinue)
    {
        string? length = null;
        string? encoding = null;
        string? expect = null;
        foreach ((string name, string value) in request.Headers)
        {
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                length = length is null || length == value ? value : throw new HttpProtocolException(400, Messages.TwoLengths);
            }
            else if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                encoding = encoding is null ? value : throw new HttpProtocolException(400, Messages.TwoEncodings);
            }
            else if (name.Equals("Expect", StringComparison.OrdinalIgnoreCase))
            {
                expect = value;
            }
        }

        if (expect is not null && !expect.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            throw new HttpProtocolException(417, Messages.UnknownExpectation);
        }

        if (encoding is not null)
        {
            if (length is not null)
            {
                throw new HttpProtocolException(400, Messages.LengthAndEncoding);
            }

            if (!encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            {
                throw new HttpProtocolException(501, Messages.UnknownEncoding);
            }

            SendContinue();
            return ReadChunks(wire);
        }

        if (length is null)
        {
            return [];
        }

        if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
        {
            throw new HttpProtocolException(length.Length > 0 && length.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? 413 : 400, Messages.LengthNotNumber);
        }

        if (size > HttpReader.MaximumBody)
        {
            throw new HttpProtocolException(413, Messages.BodyTooLarge(HttpReader.MaximumBody));
        }

        if (size > 0)
        {
            SendContinue();
        }

        byte[] body = new byte[size];
        wire.ReadExactly(body);
        return body;

        void SendContinue()
        {
            if (expect is not null && wire.IsEmpty)
            {
                sendContinue();
            }
        }
    }

    private static byte[] ReadChunks(WireBuffer wire)
    {
        MemoryStream body = new();
        while (true)
        {
            ReadOnlySpan<byte> line = wire.ReadLine(MaximumChunkLine);
            int digits = line.IndexOfAnyExcept(HexDigits);
            digits = digits < 0 ? line.Length : digits;
            ReadOnlySpan<byte> rest = line[digits..].TrimStart(" \t"u8);
            if (digits is 0 or > 8 || (!rest.IsEmpty && rest[0] != ';') || !Utf8Parser.TryParse(line[..digits], out uint size, out _, 'x'))
            {
                throw new HttpProtocolException(400, Messages.ChunkSize);
            }

            if (size == 0)
            {
                for (int trailers = 0; !wire.ReadLine(HttpReader.MaximumHead).IsEmpty; trailers++)
                {
                    if (trailers == HttpReader.MaximumHeaders)
                    {
                        throw new HttpProtocolException(431, Messages.TooManyTrailers);
                    }
                }

                return body.ToArray();
            }

            if (size > HttpReader.MaximumBody - body.Length)
            {
                throw new HttpProtocolException(413, Messages.BodyTooLarge(HttpReader.MaximumBody));
            }

            int at = (int)body.Length;
            body.SetLength(at + size);
            wire.ReadExactly(body.GetBuffer().AsSpan(at, (int)size));
            if (!wire.ReadLine(2).IsEmpty)
            {
                throw new HttpProtocolException(400, Messages.ChunkTooLong);
            }
        }
    }
}
