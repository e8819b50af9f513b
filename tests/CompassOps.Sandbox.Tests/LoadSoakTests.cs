// Checks the sandbox with 64 concurrent clients, and compares its request rate with the rate of HttpListener.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace CompassOps.Sandbox.Tests;

[Collection("alone")]
public sealed class LoadSoakTests(ITestOutputHelper output)
{
    private const int Clients = 64;
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(30);

    [Fact]
    [Trait("Category", "Soak")]
    public async Task Concurrent_clients_lose_no_update_at_half_the_rate_of_HttpListener_or_more()
    {
        const int Rounds = 5;
        using SandboxFixture sandbox = new(new SandboxOptions());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => sandbox.CreateHeartbeat($"h{i}")));
        int[] updates = new int[Clients];
        using BareListener bare = new();
        List<double> sandboxRates = new();
        List<double> bareRates = new();
        for (int round = 0; round < Rounds; round++)
        {
            // Measure both servers alternately, because the speed of the machine changes.
            sandboxRates.Add(Drive(sandbox.Server.Port, sandbox, updates, Total / Rounds));
            bareRates.Add(Drive(bare.Port, sandbox, new int[Clients], Total / Rounds, verify: false));
        }

        string heartbeats = (await sandbox.Get($"{SandboxFixture.Heartbeats}?size=100")).Body;
        for (int i = 0; i < Clients; i++)
        {
            Assert.Contains($"\"name\":\"h{i}\",\"description\":\"{updates[i]}\"", heartbeats, StringComparison.Ordinal);
        }

        double ratio = Median(sandboxRates) / Median(bareRates);
        output.WriteLine($"sandbox {Median(sandboxRates):F0}/s, HttpListener {Median(bareRates):F0}/s, ratio {ratio:F2}");
        Assert.True(ratio >= 0.5, $"The sandbox sends {Median(sandboxRates):F0} responses per second, HttpListener {Median(bareRates):F0}.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // Each client pings, updates and reads its own heartbeat, over its own connection and on its own thread.
    private static double Drive(int port, SandboxFixture sandbox, int[] updates, TimeSpan duration, bool verify = true)
    {
        long count = 0;
        ConcurrentQueue<string> failures = new();
        using Barrier ready = new(Clients + 1);
        long end = 0;
        Thread[] threads = [.. Enumerable.Range(0, Clients).Select(i => new Thread(() =>
        {
            // HttpListener closes a connection after 100 requests, so its clients then open a new one. The parameter 'verify' is false only
            // for HttpListener.
            using LoadClient client = new(port, sandbox, verify ? int.MaxValue : 100);
            ready.SignalAndWait();
            long done = 0;
            try
            {
                for (; Stopwatch.GetTimestamp() < Volatile.Read(ref end); done++)
                {
                    string body;
                    switch (done % 10)
                    {
                        case 4:
                            body = client.Call("PATCH", $"?name=h{i}", $$"""{"description":"{{++updates[i]}}"}""");
                            Expect(!verify || body.Contains($"\"{updates[i]}\"", StringComparison.Ordinal), body);
                            break;
                        case 9:
                            body = client.Call("GET", $"?name=h{i}", "");
                            Expect(!verify || updates[i] == 0 || body.Contains($"\"{updates[i]}\"", StringComparison.Ordinal), body);
                            break;
                        default:
                            body = client.Call("POST", $"/ping?name=h{i}", "");
                            Expect(body.Contains("PONG", StringComparison.Ordinal), body);
                            break;
                    }
                }
            }
            catch (Exception error) when (error is SocketException or InvalidOperationException)
            {
                failures.Enqueue(error.Message);
            }

            Interlocked.Add(ref count, done);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        long start = Stopwatch.GetTimestamp();
        Volatile.Write(ref end, start + (long)(duration.TotalSeconds * Stopwatch.Frequency));
        ready.SignalAndWait();
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Expect(bool holds, string body)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"An update was lost: {body}");
        }
    }

    /// <summary>A minimal client with one connection.</summary>
    private sealed class LoadClient : IDisposable
    {
        private readonly int _port;
        private readonly int _callsPerConnection;
        private readonly byte[] _buffer = new byte[16 * 1024];
        private readonly string _path;
        private readonly string _head;

        private Socket? _socket;
        private int _calls;

        public LoadClient(int port, SandboxFixture sandbox, int callsPerConnection)
        {
            _port = port;
            _callsPerConnection = callsPerConnection;
            _path = $"/{sandbox.Compass}{SandboxFixture.Heartbeats}";
            _head = $" HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: application/json\r\nAuthorization: {sandbox.Authorization}\r\nContent-Type: application/json\r\nContent-Length: ";
        }

        public string Call(string method, string below, string body)
        {
            if (_calls++ % _callsPerConnection == 0)
            {
                _socket?.Dispose();
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
                _socket.Connect(IPAddress.Loopback, _port);
            }

            _socket!.Send(Encoding.ASCII.GetBytes($"{method} {_path}{below}{_head}{body.Length}\r\n\r\n{body}"));
            int length = 0;
            int expected = int.MaxValue;
            while (length < expected)
            {
                int read = _socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None);
                length += read > 0 ? read : throw new InvalidOperationException("The connection was closed.");
                ReadOnlySpan<byte> seen = _buffer.AsSpan(0, length);
                int headEnd = seen.IndexOf("\r\n\r\n"u8);
                if (headEnd >= 0 && expected == int.MaxValue)
                {
                    int at = seen.IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
                    Assert.True(System.Buffers.Text.Utf8Parser.TryParse(seen[at..], out int size, out _));
                    expected = headEnd + 4 + size;
                }
            }

            string response = Encoding.UTF8.GetString(_buffer, 0, length);
            return response.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? response : throw new InvalidOperationException(response);
        }

        public void Dispose() => _socket?.Dispose();
    }

    /// <summary>An HttpListener that always returns the same response, for comparison with the sandbox.</summary>
    private sealed class BareListener : IDisposable
    {
        private static readonly byte[] Constant = """{"message":"PONG - Heartbeat received"}"""u8.ToArray();
        private readonly HttpListener _listener = new();

        public BareListener()
        {
            using (TcpListener probe = new(IPAddress.Loopback, 0))
            {
                probe.Start();
                Port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            _listener.Prefixes.Add($"http://localhost:{Port}/");
            _listener.Start();
            _ = Serve();
        }

        public int Port { get; }

        public void Dispose() => _listener.Close();

        private async Task Serve()
        {
            while (_listener.IsListening)
            {
                try
                {
                    HttpListenerContext context = await _listener.GetContextAsync();
                    _ = Task.Run(() => SandboxResponse(context));
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }

        private static void SandboxResponse(HttpListenerContext context)
        {
            if (context.Request.HasEntityBody)
            {
                // Read the request body, because HttpListener otherwise closes the connection.
                context.Request.InputStream.CopyTo(System.IO.Stream.Null);
            }

            context.Response.ContentType = "application/json";
            context.Response.ContentLength64 = Constant.Length;
            context.Response.OutputStream.Write(Constant);
            context.Response.Close();
        }
    }
}
