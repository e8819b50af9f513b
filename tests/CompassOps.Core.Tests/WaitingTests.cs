using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>A caller that waits for each call lends it the thread, and nothing else is different.</summary>
public sealed class WaitingTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public Task The_call_is_over_when_the_method_returns() => OnThread(() =>
    {
        using RawServer server = new(_ => Later(RawServer.Text(Samples.Pong)));
        using CompassClient client = server.Client();
        Assert.NotNull(Ping(client).GetAwaiter().GetResult().Message);

        Task<HeartbeatPing> call = Ping(client);

        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal(1, server.Connections);
    });

    [Fact]
    public async Task A_thread_of_the_pool_is_not_blocked()
    {
        using ManualResetEventSlim answered = new();
        using RawServer server = new(seen => IsLate(seen) ? Until(answered, RawServer.Text(Samples.Pong)) : RawServer.Text(Samples.Pong));
        using CompassClient client = server.Client(retries: 0, timeout: TimeSpan.FromSeconds(2));
        await Ping(client);

        Task<HeartbeatPing> call = await Task.Run(() => Task.FromResult(Ping(client, "late")));

        Assert.False(call.IsCompleted);
        answered.Set();
        Assert.NotNull((await call).Message);
    }

    [Fact]
    public Task A_wish_to_stop_ends_it_at_once() => OnThread(() =>
    {
        using RawServer server = new(seen => IsLate(seen) ? RawServer.Silence() : RawServer.Text(Samples.Pong));
        using CompassClient client = server.Client();
        Ping(client).GetAwaiter().GetResult();
        using CancellationTokenSource stop = new();
        Thread stopper = new(() =>
        {
            SpinWait.SpinUntil(() => server.Requests.Count == 2, 10_000);
            stop.Cancel();
        });
        stopper.Start();

        Assert.ThrowsAny<OperationCanceledException>(() => Ping(client, "late", stop.Token).GetAwaiter().GetResult());

        stopper.Join();
        Assert.Equal(2, server.Requests.Count);
    });

    [Fact]
    public Task It_ends_when_its_time_is_up() => OnThread(() =>
    {
        using RawServer server = new(seen => IsLate(seen) ? RawServer.Silence() : RawServer.Text(Samples.Pong));
        using CompassClient client = server.Client(retries: 1, timeout: TimeSpan.FromMilliseconds(300));
        Ping(client).GetAwaiter().GetResult();

        var failure = Assert.Throws<CompassApiException>(() => Ping(client, "late").GetAwaiter().GetResult());

        Assert.Equal(CompassErrorKind.Timeout, failure.Kind);
        Assert.Equal(2, failure.Attempts);
    });

    [Fact]
    public Task What_fails_is_repeated() => OnThread(() =>
    {
        int requests = 0;
        using RawServer server = new(_ => ++requests switch
        {
            2 => RawServer.Text("", 503),
            3 => RawServer.Reset(),
            _ => RawServer.Text(Samples.Pong),
        });
        using CompassClient client = server.Client();
        Ping(client).GetAwaiter().GetResult();

        Assert.NotNull(Ping(client).GetAwaiter().GetResult().Message);
        Assert.Equal(4, requests);
    });

    [Fact]
    public Task A_body_is_sent_and_the_credentials_are() => OnThread(() =>
    {
        using RawServer server = new(static seen => RawServer.Text(seen.Method == "POST" ? Samples.Pong : Samples.Heartbeat));
        using CompassClient client = server.Client();
        Ping(client).GetAwaiter().GetResult();

        client.Waiting.UpdateHeartbeatAsync("t", "h", new HeartbeatPatch { Enabled = false }).GetAwaiter().GetResult();

        Seen patch = server.Requests.Last();
        Assert.Equal("""{"enabled":false}""", patch.Body);
        Assert.Equal(server.Requests.First().Headers["Authorization"], patch.Headers["Authorization"]);
    });

    [Fact]
    public Task Over_HTTP_2_it_goes_as_any_other_call() => OnThread(() =>
    {
        // This handler, as the platform's own over HTTP/2, cannot send on the caller's thread: it would throw.
        using StubHandler stub = new(static _ => new HttpResponseMessage
        {
            Version = HttpVersion.Version20,
            Content = new StringContent(Samples.Pong),
        });
        using CompassClient client = Clients.Over(stub);

        Ping(client).GetAwaiter().GetResult();
        Ping(client).GetAwaiter().GetResult();

        Assert.Equal(2, stub.Requests.Count);
    });

    private static Task<HeartbeatPing> Ping(CompassClient client, string name = "h", CancellationToken stop = default) =>
        client.Waiting.PingHeartbeatAsync("t", name, verify: false, cancellationToken: stop);

    private static bool IsLate(Seen seen) => seen.PathAndQuery.EndsWith("=late", StringComparison.Ordinal);

    // Tests run on threads of the pool, which are not for blocking.
    private static Task OnThread(Action test) =>
        Task.Factory.StartNew(test, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Reply Later(Reply reply) => async (stream, stopped) =>
    {
        await Task.Delay(Moment, stopped);
        return await reply(stream, stopped);
    };

    private static Reply Until(ManualResetEventSlim signal, Reply reply) => async (stream, stopped) =>
    {
        await Task.Run(() => signal.Wait(stopped), stopped);
        return await reply(stream, stopped);
    };
}
