// Checks the HTTP reader with random input.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CompassOps.Sandbox.Http;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class HttpFuzzTests
{
    private static readonly string[] Pieces =
    [
        "GET", "POST", " ", "  ", "/", "/a?b=c", "http://localhost/", "HTTP/1.1", "HTTP/1.0", "HTTP/9", "\r\n", "\n", "\r", "\r\n\r\n", ":", "Host: localhost\r\n",
        "Host: x\r\n", "Content-Length: 3\r\n", "Content-Length: 99999999\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n", "0\r\n\r\n",
        "ffffffff\r\n", "Expect: 100-continue\r\n", "Connection: close\r\n", "abc", "\0", "\u00ff", "X: ", "\t",
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "POST / HTTP/1.1\r\nHost: localhost\r\n",
    ];

    [Fact]
    public void Any_bytes_are_parsed_as_requests_or_refused()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => ReadAll(bytes, 7).Count <= bytes.Length)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Any_pieces_of_requests_are_parsed_or_refused()
    {
        Gen<string[]> texts = Gen.Elements(Pieces).ArrayOf();
        Prop.ForAll(texts.ToArbitrary(), pieces => ReadAll(Encoding.Latin1.GetBytes(string.Concat(pieces)), 11).Count <= pieces.Length * 2)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public void The_split_of_the_bytes_into_packets_does_not_matter()
    {
        Gen<(string[] Pieces, int Cut)> inputs =
            from pieces in Gen.Elements(Pieces).ArrayOf()
            from cut in Gen.Choose(1, 20)
            select (pieces, cut);
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            byte[] bytes = Encoding.Latin1.GetBytes(string.Concat(input.Pieces));
            return ReadAll(bytes, input.Cut).SequenceEqual(ReadAll(bytes, int.MaxValue));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void A_request_is_parsed_as_it_was_written()
    {
        Gen<string> words = Gen.Elements("abcXYZ019-_~%*".ToCharArray()).NonEmptyListOf().Select(letters => string.Concat(letters));
        Gen<(string Path, string Value, byte[] Body, int Chunk)> inputs =
            from path in words
            from value in words
            from body in ArbMap.Default.GeneratorFor<byte[]>()
            from chunk in Gen.Choose(0, 9)
            select (path, value, body, chunk);
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            using MemoryStream wire = new();
            Write(wire, $"POST /{input.Path}?q={input.Value} HTTP/1.1\r\nHost: localhost\r\nX-Value: \t{input.Value} \r\n");
            if (input.Chunk == 0)
            {
                Write(wire, $"Content-Length: {input.Body.Length}\r\n\r\n");
                wire.Write(input.Body);
            }
            else
            {
                Write(wire, "Transfer-Encoding: chunked\r\n\r\n");
                foreach (byte[] chunk in input.Body.Chunk(input.Chunk))
                {
                    Write(wire, $"{chunk.Length:x}\r\n");
                    wire.Write(chunk);
                    Write(wire, "\r\n");
                }

                Write(wire, "0\r\n\r\n");
            }

            HttpRequest request = new HttpReader(new PiecewiseStream(wire.ToArray(), 5)).Read()!;
            return request.Path == "/" + input.Path && request.Query == "q=" + input.Value && request.Header("x-value") == input.Value
                && request.Body.Span.SequenceEqual(input.Body);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static void Write(Stream stream, string text) => stream.Write(Encoding.Latin1.GetBytes(text));

    // Returns one line for each request in the input, and one line with the reason why the reader stopped. Throws if the reader
    // throws anything except HttpProtocolException.
    private static List<string> ReadAll(byte[] bytes, int cut)
    {
        List<string> seen = new();
        HttpReader reader = new(new PiecewiseStream(bytes, cut));
        try
        {
            while (reader.Read() is HttpRequest request)
            {
                seen.Add($"{request.Method} {request.Path} {request.Query} {request.Headers.Count} {Convert.ToHexString(request.Body.Span)}");
            }
        }
        catch (HttpProtocolException refusal)
        {
            seen.Add(refusal.Status.ToString(null, null));
        }

        return seen;
    }

    /// <summary>Returns at most a given number of bytes for each read. Ignores writes.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int most) : MemoryStream(bytes, writable: false)
    {
        public override bool CanWrite => true;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }
    }
}
