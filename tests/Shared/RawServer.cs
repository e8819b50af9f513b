using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Tests.Shared;

/// <summary>Writes a response to the connection. Returns whether the connection stays open.</summary>
internal delegate Task<bool> Reply(NetworkStream stream, CancellationToken stopped);

/// <summary>A server on a free loopback port that records all requests and can send any bytes as a response.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ReceivedRequest, Reply> _reply;
    private int _connections;

    public RawServer(Func<ReceivedRequest, Reply> reply)
    {
        _reply = reply;
        _listener.Start(200);
        Root = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    public Uri Root { get; }

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public int Connections => _connections;

    /// <summary>Returns a function that uses the replies in order. Every further request gets the last reply.</summary>
    public static Func<ReceivedRequest, Reply> InTurn(params Reply[] replies)
    {
        int next = -1;
        return _ => replies[Math.Min(Interlocked.Increment(ref next), replies.Length - 1)];
    }

    public static Reply Text(string body, int status = 200, string type = "application/json", params string[] headers) =>
        Bytes(Encoding.UTF8.GetBytes(body), status, [$"Content-Type: {type}", .. headers]);

    public static Reply Bytes(byte[] body, int status = 200, params string[] headers) => async (stream, stopped) =>
    {
        string head = $"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\n{string.Concat(headers.Select(static h => h + "\r\n"))}\r\n";
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], stopped);
        return true;
    };

    /// <summary>Sends exactly this text. Then closes the connection.</summary>
    public static Reply Raw(string text) => async (stream, stopped) =>
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stopped);
        return false;
    };

    public static Reply Reset() => (stream, _) =>
    {
        SocketOf(stream).LingerState = new LingerOption(true, 0);
        return Task.FromResult(false);
    };

    /// <summary>Sends exactly this text. Then resets the connection.</summary>
    public static Reply Abort(string text) => async (stream, stopped) =>
    {
        await Raw(text)(stream, stopped);
        SocketOf(stream).Close(0);
        return false;
    };

    public static Reply Silence() => async (_, stopped) =>
    {
        await Task.Delay(Timeout.Infinite, stopped);
        return false;
    };

    /// <summary>Sends the headers, and then a body that contains the same bytes several times.</summary>
    public static Reply Stream(string head, byte[] piece, int times, TimeSpan? pause = null) => async (stream, stopped) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stopped);
        for (int i = 0; i < times; i++)
        {
            await stream.WriteAsync(piece, stopped);
            if (pause is { } time)
            {
                await Task.Delay(time, stopped);
            }
        }

        return false;
    };

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    private static Socket SocketOf(NetworkStream stream) =>
#if NET
        stream.Socket;
#else
        (Socket)typeof(NetworkStream).GetProperty("Socket", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
            .GetValue(stream)!;
#endif

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                NetworkStream stream = client.GetStream();
                byte[] buffer = new byte[64 * 1024];
                int length = 0;
                while (await ReadAsync(stream, buffer, length) is { } read)
                {
                    length = read.Left;
                    Requests.Enqueue(read.Request);
                    if (!await _reply(read.Request)(stream, _stop.Token))
                    {
                        return;
                    }
                }
            }
            catch (Exception end) when (end is OperationCanceledException or System.IO.IOException or ObjectDisposedException or SocketException)
            {
                // The client closed the connection, or the test has ended.
            }
        }
    }

    private async Task<(ReceivedRequest Request, int Left)?> ReadAsync(NetworkStream stream, byte[] buffer, int length)
    {
        while (true)
        {
            int head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head >= 0)
            {
                string[] lines = Encoding.ASCII.GetString(buffer, 0, head).Split("\r\n");
                Dictionary<string, string> headers = lines.Skip(1).Select(static line => line.Split(':', 2))
                    .ToDictionary(static pair => pair[0], static pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
                int size = headers.TryGetValue("Content-Length", out string? text) ? int.Parse(text, null) : 0;
                int end = head + 4 + size;
                if (length >= end)
                {
                    string[] line = lines[0].Split(' ');
                    ReceivedRequest request = new(line[0], new Uri(Root, line[1]), line[1], Encoding.UTF8.GetString(buffer, head + 4, size), headers);
                    Buffer.BlockCopy(buffer, end, buffer, 0, length - end);
                    return (request, length - end);
                }
            }

            int read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }
    }
}
