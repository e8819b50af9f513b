using System;
using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

/// <summary>Checks that the client opens new connections regularly, so that it uses changed DNS entries.</summary>
public sealed class ConnectionRenewalTests
{
    [Fact]
    public void Connections_are_renewed_every_two_minutes_with_a_fresh_DNS_lookup()
    {
        using HttpMessageHandler handler = HandlerFactory.Create(Clients.Options(), new Uri("https://api.example.com/"));
        SocketsHttpHandler sockets = Assert.IsType<SocketsHttpHandler>(handler);

        Assert.Equal(TimeSpan.FromMinutes(2), sockets.PooledConnectionLifetime);
        Assert.InRange(sockets.PooledConnectionIdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task An_expired_connection_is_reopened_at_the_hosts_new_address()
    {
        using RawServer old = new(static _ => RawServer.Text(Samples.Pong));
        using RawServer moved = new(static _ => RawServer.Text(Samples.Pong));
        int resolved = 0;
        using SocketsHttpHandler handler = (SocketsHttpHandler)HandlerFactory.Create(Clients.Options(), new Uri("http://localhost:8080/"));
        handler.PooledConnectionLifetime = TimeSpan.FromMilliseconds(50);

        // Simulates a changed DNS entry: after the first connection, the host name has another address.
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

        // The client renews a connection after two minutes, so it must open exactly two connections in 140 seconds.
        for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(140);)
        {
            await client.PingHeartbeatAsync("t", "h", false);
            await Task.Delay(1000);
        }

        Assert.Equal(2, server.Connections);
    }
}
