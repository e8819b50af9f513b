using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Text;

namespace CompassOps.Sandbox.Http;

/// <summary>
/// Reads the HTTP/1.1 requests of one connection. The reader rejects ambiguous syntax, such as two different Content-Length headers
/// or line breaks without CR, because a proxy could read such a request differently.
/// </summary>
internal sealed class HttpReader
{
    public const int MaximumHead = 16 * 1024;
    public const int MaximumHeaders = 100;
    public const int MaximumBody = 1024 * 1024;

    private readonly WireBuffer _wire;
    private readonly Action _sendContinue;

    public HttpReader(Stream stream)
    {
        _wire = new WireBuffer(stream);
        _sendContinue = () => stream.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
    }

    /// <summary>Reads the next request. Returns null if the client closed the connection without another request.</summary>
    /// <exception cref="HttpProtocolException">The request is not valid HTTP/1.1, or is too large.</exception>
    public HttpRequest? Read()
    {
        ReadOnlySpan<byte> head = _wire.ReadHead(MaximumHead);
        if (head.IsEmpty)
        {
            return null;
        }

        HttpRequest request = ParseHead(head);
        request.Body = HttpBody.Read(request, _wire, _sendContinue);
        return request;
    }

    private static HttpRequest ParseHead(ReadOnlySpan<byte> head)
    {
        int lineEnd = head.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = head[..(lineEnd - 1)];
        head = head[(lineEnd + 1)..];
        int first = line.IndexOf((byte)' ');
        int last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first + 1 || !IsToken(line[..first])
            || line[(first + 1)..last].IndexOfAnyExceptInRange((byte)0x21, (byte)0x7e) >= 0)
        {
            throw new HttpProtocolException(400, Messages.RequestLine);
        }

        ReadOnlySpan<byte> version = line[(last + 1)..];
        bool one = version.SequenceEqual("HTTP/1.1"u8);
        if (!one && !version.SequenceEqual("HTTP/1.0"u8))
        {
            throw new HttpProtocolException(version.StartsWith("HTTP/"u8) ? 505 : 400, Messages.ProtocolVersion);
        }

        string target = Encoding.ASCII.GetString(line[(first + 1)..last]);
        List<KeyValuePair<string, string>> headers = ParseHeaders(head);
        target = CheckHost(target, headers, required: one, out string? host);
        CheckOrigin(headers, host);
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
        List<KeyValuePair<string, string>> headers = new(8);
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
                throw new HttpProtocolException(400, Messages.HeaderLine);
            }

            ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
            if (value.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || value.IndexOfAnyInRange((byte)10, (byte)31) >= 0 || value.Contains((byte)127))
            {
                throw new HttpProtocolException(400, Messages.HeaderControl);
            }

            if (headers.Count == MaximumHeaders)
            {
                throw new HttpProtocolException(431, Messages.TooManyHeaders(MaximumHeaders));
            }

            headers.Add(new KeyValuePair<string, string>(Encoding.ASCII.GetString(line[..colon]), Encoding.Latin1.GetString(value)));
            lines = lines[(end + 2)..];
        }
    }

    // Rejects every host name except names of this machine. Otherwise a malicious website could assign the address 127.0.0.1 to its
    // own host name, and send requests to the sandbox.
    private static string CheckHost(string target, List<KeyValuePair<string, string>> headers, bool required, out string? host)
    {
        host = null;
        foreach (KeyValuePair<string, string> header in headers)
        {
            if (header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                host = host is null ? header.Value : throw new HttpProtocolException(400, Messages.TwoHosts);
            }
        }

        if (host is null && required)
        {
            throw new HttpProtocolException(400, Messages.NoHost);
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
            throw new HttpProtocolException(400, Messages.TargetNotPath);
        }

        return host is null || IsLoopback(host) ? target
            : throw new HttpProtocolException(421, Messages.ForeignHost);
    }

    // Rejects requests from web pages of other origins. A browser can add saved credentials to such requests, so a malicious page
    // could use the sandbox.
    private static void CheckOrigin(List<KeyValuePair<string, string>> headers, string? host)
    {
        foreach ((string name, string value) in headers)
        {
            bool foreign = name.Equals("Origin", StringComparison.OrdinalIgnoreCase) ? !value.Equals("http://" + host, StringComparison.OrdinalIgnoreCase)
                : name.Equals("Sec-Fetch-Site", StringComparison.OrdinalIgnoreCase) && value is not ("same-origin" or "none");
            if (foreign)
            {
                throw new HttpProtocolException(403, Messages.ForeignOrigin);
            }
        }
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
}
