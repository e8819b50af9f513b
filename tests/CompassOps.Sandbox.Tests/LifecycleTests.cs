using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

/// <summary>
/// Defines a collection of tests that never run at the same time as other tests. Some of these tests measure the speed or the number of
/// threads of the process.
/// </summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("alone")]
public sealed class LifecycleTests
{
    [Fact]
    public void A_sandbox_is_listed_until_it_is_stopped()
    {
        SandboxServer server = SandboxServer.Start();
        Assert.True(server.IsRunning);
        Assert.Contains(server, SandboxServer.Running);
        server.Dispose();
        server.Dispose();
        Assert.False(server.IsRunning);
        Assert.DoesNotContain(server, SandboxServer.Running);
    }

    [Fact]
    public void A_sandbox_exposes_its_connection_settings()
    {
        using SandboxServer server = SandboxServer.Start();
        Assert.Equal($"http://127.0.0.1:{server.Port}/", server.BaseUri.ToString());
        Assert.Equal(("sandbox", "operator@sandbox.test"), (server.Site, server.Email));
        Assert.True(Guid.TryParse(server.CloudId, out _));
        Assert.Equal(5, server.Teams.Count);
        Assert.All(server.Teams, team => Assert.True(Guid.TryParse(team.TeamId, out _)));
        Assert.True(server.Token.Length >= 32);
        Assert.Null(server.StatePath);
    }

    [Fact]
    public async Task Sandboxes_are_independent()
    {
        using SandboxFixture one = new();
        using SandboxFixture two = new();
        Assert.NotEqual(one.Server.Id, two.Server.Id);
        Assert.NotEqual(one.Server.Token, two.Server.Token);
        await one.CreateHeartbeat("Web");
        Assert.Equal(0, (await two.Get(SandboxFixture.Heartbeats)).Json.GetProperty("values").GetArrayLength());
        Assert.Equal(401, (await two.Send("GET", "/v1/teams", null, new Dictionary<string, string> { ["Authorization"] = one.Authorization })).Status);
    }

    [Fact]
    public void A_port_in_use_is_an_error_and_leaks_nothing()
    {
        using SandboxServer first = SandboxServer.Start();
        int running = SandboxServer.Running.Count(server => server.Port == first.Port);
        Assert.Throws<SocketException>(() => SandboxServer.Start(new SandboxOptions { Port = first.Port }));
        Assert.Equal(running, SandboxServer.Running.Count(server => server.Port == first.Port));
    }

    [Fact]
    public async Task A_stopped_sandbox_refuses_connections_and_frees_its_port()
    {
        SandboxFixture sandbox = new();
        await sandbox.Get("/v1/teams");
        int port = sandbox.Server.Port;
        sandbox.Server.Dispose();
        await Assert.ThrowsAnyAsync<System.Net.Http.HttpRequestException>(() => sandbox.Get("/v1/teams"));
        sandbox.Dispose();
        using SandboxServer next = SandboxServer.Start(new SandboxOptions { Port = port });
        Assert.Equal(port, next.Port);
    }

    [Fact]
    public void A_hundred_sandboxes_start_and_stop_quickly_and_leak_no_threads()
    {
        SandboxServer.Start().Dispose();
        int before = Threads();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 100; i++)
        {
            using SandboxServer server = SandboxServer.Start();
            using RawConnection connection = new(server);
            connection.Send("GET /_edge/tenant_info HTTP/1.1\r\nHost: localhost\r\n\r\n").Receive();
        }

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"The sandboxes took {Stopwatch.GetElapsedTime(start)}.");
        Assert.True(SpinWait.SpinUntil(() => Threads() < before + 50, 10_000), "Threads of stopped sandboxes are still running.");
    }

    [Fact]
    public void A_ping_gets_its_response_while_the_thread_pool_is_blocked()
    {
        // Do not dispose of these events, because threads of the thread pool still use them after the test.
        ManualResetEventSlim release = new();
        ManualResetEventSlim blocked = new();
        int threads = 0;
        for (int i = 0; i < 200; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    if (Interlocked.Increment(ref threads) == Environment.ProcessorCount)
                    {
                        blocked.Set();
                    }

                    release.Wait();
                },
                null);
        }

        try
        {
            blocked.Wait(TimeSpan.FromSeconds(30));
            using SandboxFixture sandbox = new();
            using RawConnection connection = new(sandbox.Server);
            List<TimeSpan> durations = new();
            for (int i = 0; i < 20; i++)
            {
                long start = Stopwatch.GetTimestamp();
                string response = connection.Send(
                    $"POST /{sandbox.Compass}{SandboxFixture.Heartbeats}/ping?name=Web HTTP/1.1\r\nHost: localhost\r\nAuthorization: {sandbox.Authorization}\r\n\r\n").Receive();
                durations.Add(Stopwatch.GetElapsedTime(start));
                Assert.Equal(200, RawConnection.Status(response));
            }

            TimeSpan median = durations.Order().ElementAt(durations.Count / 2);
            Assert.True(median < TimeSpan.FromMilliseconds(50), $"A ping took {median}.");
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task Concurrent_clients_lose_no_update()
    {
        using SandboxFixture sandbox = new();
        SandboxResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 64).SelectMany(i => new[] { sandbox.CreateHeartbeat($"h{i}"), sandbox.CreateHeartbeat($"h{i}") }));
        Assert.Equal(64, answers.Count(response => response.Status == 201));
        Assert.Equal(64, answers.Count(response => response.Status == 409));
        Assert.Equal(64, (await sandbox.Get($"{SandboxFixture.Heartbeats}?size=100")).Json.GetProperty("values").GetArrayLength());
        Assert.Equal(Enumerable.Range(1, 129), sandbox.Server.Requests.Select(request => (int)request.Number));
    }

    public static TheoryData<string, SandboxOptions> Senseless => new()
    {
        { "port above 65535", new SandboxOptions { Port = 65536 } },
        { "negative port", new SandboxOptions { Port = -1 } },
        { "no teams", new SandboxOptions { Teams = [] } },
        { "empty team id", new SandboxOptions { Teams = [new SandboxTeam("", "x")] } },
        { "two teams with the same id", new SandboxOptions { Teams = [new SandboxTeam("a", "x"), new SandboxTeam("A", "y")] } },
        { "colon in the email address", new SandboxOptions { Email = "a:b" } },
        { "empty token", new SandboxOptions { Token = "" } },
        { "blank cloud id", new SandboxOptions { CloudId = " " } },
        { "negative delay", new SandboxOptions { PingDelay = TimeSpan.FromSeconds(-1) } },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void Invalid_options_are_refused(string what, SandboxOptions options)
    {
        Assert.ThrowsAny<ArgumentException>(() => SandboxServer.Start(options));
        Assert.NotEmpty(what);
    }

    private static int Threads()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
