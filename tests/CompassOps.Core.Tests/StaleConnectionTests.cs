using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

/// <summary>Connections that the other end has closed, and those that are too old to be trusted.</summary>
public sealed class StaleConnectionTests
{
    [Fact]
    public async Task A_connection_that_was_closed_while_idle_is_replaced_without_a_word()
    {
        using RawServer server = new(_ => async (stream, stopped) =>
        {
            byte[] answer = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Samples.Pong.Length}\r\n\r\n{Samples.Pong}");
            await stream.WriteAsync(answer, stopped);
            return false;
        });
        using CompassClient client = server.Client(retries: 3);

        for (int i = 0; i < 50; i++)
        {
            Assert.NotNull((await client.PingHeartbeatAsync("t", "h", false)).Message);
        }

        Assert.InRange(server.Connections, 50, 200);
    }

    [Fact]
    public async Task A_create_on_a_connection_that_was_closed_while_idle_succeeds_and_is_done_once()
    {
        int creates = 0;
        using RawServer server = new(seen => async (stream, stopped) =>
        {
            bool create = seen.Method == "POST" && seen.Path.EndsWith("heartbeats", StringComparison.Ordinal);
            string body = create ? Samples.Heartbeat : seen.Method == "GET" ? Samples.NoValues : Samples.Pong;
            creates += create ? 1 : 0;
            await RawServer.Text(body, create ? 201 : 200)(stream, stopped);
            return false;
        });
        using CompassClient client = server.Client(retries: 3);

        for (int i = 0; i < 25; i++)
        {
            await client.PingHeartbeatAsync("t", "h", false);
            Assert.Equal("Service Heartbeat", (await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat())).Name);
        }

        Assert.Equal(25, creates);
    }

    [Fact]
    public async Task A_create_that_meets_the_close_of_its_idle_connection_looks_and_is_done_once()
    {
        int posts = 0;
        using RawServer server = new(seen => seen.Method == "GET" ? RawServer.Text(Samples.NoValues)
            : seen.Path.EndsWith("ping", StringComparison.Ordinal) ? RawServer.Text(Samples.Pong)
            : Interlocked.Increment(ref posts) == 1 ? RawServer.Raw("")
            : RawServer.Text(Samples.Heartbeat, 201));
        using CompassClient client = server.Client(retries: 1);
        await client.PingHeartbeatAsync("t", "h", false);

        Assert.Equal("Service Heartbeat", (await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat())).Name);
        Assert.Equal(new[] { "POST", "POST", "GET", "POST" }, server.Requests.Select(static request => request.Method));
    }

    [Fact]
    public void The_platforms_connections_are_renewed_every_two_minutes_and_never_by_an_address_of_old()
    {
        using HttpMessageHandler handler = HandlerFactory.Create(Clients.Options(), new Uri("https://api.example.com/"));
        SocketsHttpHandler sockets = Assert.IsType<SocketsHttpHandler>(handler);

        Assert.Equal(TimeSpan.FromMinutes(2), sockets.PooledConnectionLifetime);
        Assert.InRange(sockets.PooledConnectionIdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_connection_that_has_lived_its_time_is_opened_anew_by_the_hosts_name_and_so_finds_its_new_address()
    {
        using RawServer old = new(static _ => RawServer.Text(Samples.Pong));
        using RawServer moved = new(static _ => RawServer.Text(Samples.Pong));
        int resolved = 0;
        using SocketsHttpHandler handler = (SocketsHttpHandler)HandlerFactory.Create(Clients.Options(), new Uri("http://localhost:8080/"));
        handler.PooledConnectionLifetime = TimeSpan.FromMilliseconds(50);

        // In the place of DNS: the name leads to another address from the second time on.
        handler.ConnectCallback = async (context, stopped) =>
        {
            Assert.Equal("localhost", context.DnsEndPoint.Host);
            Uri server = Interlocked.Increment(ref resolved) == 1 ? old.Root : moved.Root;
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, stopped);
            return new NetworkStream(socket, ownsSocket: true);
        };
        using CompassClient client = Clients.Over(handler, Clock.System, Clients.Options(new Uri("http://localhost:8080/")));

        for (int i = 0; i < 400 && moved.Requests.IsEmpty; i++)
        {
            await client.PingHeartbeatAsync("t", "h", false);
            await Task.Delay(5);
        }

        Assert.NotEmpty(old.Requests);
        Assert.NotEmpty(moved.Requests);
    }

    [Fact]
    [Trait("Category", "Soak")]
    public async Task A_connection_in_constant_use_is_renewed_after_two_minutes_without_an_error()
    {
        using RawServer server = new(static _ => RawServer.Text(Samples.Pong));
        using CompassClient client = server.Client(retries: 0);

        for (int i = 0; i < 140; i++)
        {
            await client.PingHeartbeatAsync("t", "h", false);
            await Task.Delay(1000);
        }

        Assert.Equal(2, server.Connections);
    }
}
