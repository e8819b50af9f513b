using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>Checks how the client handles a connection that the server closed between two requests.</summary>
public sealed class StaleConnectionTests
{
    [Fact]
    public async Task A_connection_that_was_closed_when_idle_is_replaced_without_an_error()
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
    public async Task A_create_request_on_a_closed_idle_connection_creates_the_object_once()
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
    public async Task A_create_request_on_a_closing_connection_creates_the_object_once()
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
}
