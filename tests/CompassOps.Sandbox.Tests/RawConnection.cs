using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace CompassOps.Sandbox.Tests;

/// <summary>A TCP connection over which a test can send any bytes. A read times out after ten seconds.</summary>
internal sealed partial class RawConnection : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    public RawConnection(SandboxServer server)
        : this(server.Port)
    {
    }

    public RawConnection(int port)
    {
        _client = new TcpClient("127.0.0.1", port) { NoDelay = true, ReceiveTimeout = 10_000 };
        _stream = _client.GetStream();
    }

    /// <summary>Returns the status of a response. Returns 0 if the response is not valid.</summary>
    public static int Status(string response) =>
        response.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && int.TryParse(response.AsSpan(9, 3), out int status) ? status : 0;

    public RawConnection Send(string text)
    {
        _stream.Write(Encoding.Latin1.GetBytes(text));
        return this;
    }

    /// <summary>Tells the server that no more requests follow. The connection can still receive responses.</summary>
    public RawConnection Finish()
    {
        _client.Client.Shutdown(SocketShutdown.Send);
        return this;
    }

    /// <summary>Reads the headers of the next response, and its body if the headers contain the length.</summary>
    public string Receive(bool body = true)
    {
        StringBuilder text = new();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            int b = _stream.ReadByte();
            if (b < 0)
            {
                return text.ToString();
            }

            text.Append((char)b);
        }

        Match length = Length().Match(text.ToString());
        for (int rest = body && length.Success ? int.Parse(length.Groups[1].Value, null) : 0; rest > 0; rest--)
        {
            int b = _stream.ReadByte();
            if (b < 0)
            {
                throw new EndOfStreamException("The body ended before its length.");
            }

            text.Append((char)b);
        }

        return text.ToString();
    }

    /// <summary>Reads until the server closes the connection.</summary>
    /// <exception cref="IOException">The connection was reset.</exception>
    public string ReceiveAll()
    {
        using MemoryStream all = new();
        _stream.CopyTo(all);
        return Encoding.Latin1.GetString(all.ToArray());
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    [GeneratedRegex("Content-Length: ([0-9]+)")]
    private static partial Regex Length();
}
