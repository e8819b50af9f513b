using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Retry;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks that all requests of a connection pause after one of them was throttled, and how they continue.</summary>
public sealed class ThrottlePauseTests
{
    private static readonly TimeSpan Far = TimeSpan.FromDays(30);

    [Fact]
    public async Task Without_throttling_no_request_is_paused()
    {
        StandingClock clock = new();
        ThrottlePause hold = new(clock, TimeSpan.FromSeconds(1));

        Assert.True(await hold.PassAsync(Far, null, CancellationToken.None));
        Assert.Empty(clock.Due);
    }

    [Fact]
    public void Fifty_paused_requests_resume_one_by_one()
    {
        StandingClock clock = new();
        ThrottlePause hold = new(clock, TimeSpan.FromMilliseconds(10));
        TimeSpan end = clock.Elapsed + TimeSpan.FromSeconds(10);
        hold.Extend(TimeSpan.FromSeconds(10));

        List<Task<bool>> waiting = Enumerable.Range(0, 50).Select(_ => hold.PassAsync(Far, null, CancellationToken.None).AsTask()).ToList();

        Assert.All(waiting, static task => Assert.False(task.IsCompleted));
        Assert.Equal(50, clock.Due.Count);
        Assert.All(clock.Due, due => Assert.InRange(due, end, end + TimeSpan.FromSeconds(5)));
        int most = clock.Due.GroupBy(due => (int)((due - end).TotalMilliseconds / 500)).Max(static group => group.Count());
        Assert.InRange(most, 1, 15);
    }

    [Fact]
    public async Task An_extended_pause_lasts_until_its_new_end()
    {
        StandingClock clock = new();
        ThrottlePause hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(1));
        Task<bool> waiting = hold.PassAsync(Far, null, CancellationToken.None).AsTask();
        TimeSpan first = clock.Due.Single();
        hold.Extend(TimeSpan.FromSeconds(60));

        clock.AdvanceTo(first);
        Assert.True(SpinWait.SpinUntil(() => clock.Due.Count == 1 && clock.Due[0] > first, 5000));
        Assert.False(waiting.IsCompleted);

        clock.AdvanceTo(clock.Due.Single());
        Assert.True(await waiting);
    }

    [Fact]
    public void A_shorter_pause_does_not_end_a_longer_one()
    {
        StandingClock clock = new();
        ThrottlePause hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(60));
        hold.Extend(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(60), hold.Remaining);
    }

    [Theory]
    [InlineData(60, 1, 75)]
    [InlineData(1, 10, 6)]
    [InlineData(4, 2, 5)]
    public async Task Resumption_is_spread_over_half_the_pause_or_the_minimum(int held, int least, int waited)
    {
        TestClock clock = new() { Fixed = 0.5 };
        ThrottlePause hold = new(clock, TimeSpan.FromSeconds(least));
        hold.Extend(TimeSpan.FromSeconds(held));

        Assert.True(await hold.PassAsync(Far, null, CancellationToken.None));

        Assert.Equal(TimeSpan.FromSeconds(waited), Assert.Single(clock.Waits));
    }

    [Fact]
    public async Task A_later_pause_with_the_same_end_does_not_shorten_the_spread()
    {
        TestClock clock = new() { Fixed = 1 };
        ThrottlePause hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(10));
        clock.Advance(TimeSpan.FromSeconds(6));
        hold.Extend(TimeSpan.FromSeconds(4));

        Assert.True(await hold.PassAsync(Far, null, CancellationToken.None));

        Assert.Equal(TimeSpan.FromSeconds(4 + 5), Assert.Single(clock.Waits));
    }

    [Fact]
    public async Task A_pause_that_has_ended_delays_no_request()
    {
        TestClock clock = new() { Fixed = 0.5 };
        ThrottlePause hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(10));
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.FromSeconds(1), hold.Remaining);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.Zero, hold.Remaining);
        Assert.True(await hold.PassAsync(TimeSpan.Zero, null, CancellationToken.None));
        Assert.Empty(clock.Waits);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.Zero, hold.Remaining);
    }

    [Theory]
    [InlineData(12, true)]
    [InlineData(11.999, false)]
    public async Task A_pause_that_ends_at_the_deadline_is_waited_for(double seconds, bool passes)
    {
        TestClock clock = new() { Fixed = 0.5 };
        ThrottlePause hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(12));

        Assert.Equal(passes, await hold.PassAsync(clock.Elapsed + TimeSpan.FromSeconds(seconds), null, CancellationToken.None));
        Assert.Equal(passes ? 1 : 0, clock.Waits.Count);
    }

    [Fact]
    public async Task A_pause_beyond_the_deadline_fails_at_once()
    {
        StandingClock clock = new();
        ThrottlePause hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(60));

        Assert.False(await hold.PassAsync(clock.Elapsed + TimeSpan.FromSeconds(59), null, CancellationToken.None));
        Assert.Empty(clock.Due);
    }

    [Fact]
    public void A_paused_request_is_sent_if_its_pause_ends_before_its_deadline()
    {
        StandingClock clock = new();
        ThrottlePause hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(60));
        TimeSpan end = clock.Elapsed + TimeSpan.FromSeconds(60);

        Task<bool>[] waiting = Enumerable.Range(0, 50)
            .Select(_ => hold.PassAsync(end + TimeSpan.FromSeconds(2), null, CancellationToken.None).AsTask()).ToArray();

        Assert.All(waiting, static task => Assert.False(task.IsCompleted));
        Assert.All(clock.Due, due => Assert.InRange(due, end, end + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Under_any_pauses_requests_resume_soon_after_the_longest_one() => Prop.ForAll(
        Gen.Choose(1, 600).NonEmptyListOf().ToArbitrary(),
        Gen.Choose(1, 50).ToArbitrary(),
        static (rests, count) =>
        {
            StandingClock clock = new();
            ThrottlePause hold = new(clock, TimeSpan.FromSeconds(1));
            foreach (int rest in rests)
            {
                hold.Extend(TimeSpan.FromSeconds(rest));
            }

            TimeSpan longest = TimeSpan.FromSeconds(rests.Max());
            TimeSpan end = clock.Elapsed + longest;
            Task<bool>[] waiting = Enumerable.Range(0, count).Select(_ => hold.PassAsync(Far, null, CancellationToken.None).AsTask()).ToArray();
            TimeSpan spread = TimeSpan.FromSeconds(Math.Max(1, rests.Max() / 2.0));
            return waiting.All(static task => !task.IsCompleted) && clock.Due.All(due => due >= end && due <= end + spread);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Cancellation_ends_a_pause()
    {
        StandingClock clock = new();
        ThrottlePause hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(60));
        using CancellationTokenSource stop = new();
        Task<bool> waiting = hold.PassAsync(Far, null, stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_throttled_request_pauses_the_others_of_its_connection()
    {
        StandingClock clock = new();
        using StubHandler stub = StubHandler.InTurn(
            static () => StubHandler.Status(429, ("Retry-After", "20")), static () => StubHandler.Json(Samples.Pong));
        using CompassClient client = Clients.Over(stub, clock);
        TimeSpan end = clock.Elapsed + TimeSpan.FromSeconds(20);

        Task<HeartbeatPing>[] pings = Enumerable.Range(0, 3).Select(i => client.PingHeartbeatAsync("t", "h" + i, false)).ToArray();

        Assert.True(SpinWait.SpinUntil(() => clock.Due.Count == 3, 5000));
        Assert.Single(stub.Requests);
        clock.AdvanceTo(end + TimeSpan.FromSeconds(10));
        Assert.Equal(3, (await Task.WhenAll(pings)).Length);
        Assert.Equal(4, stub.Requests.Count);
    }

    [Fact]
    public async Task Fifty_throttled_requests_are_retried_one_by_one()
    {
        StandingClock clock = new();
        int sent = 0;
        TimeSpan end = clock.Elapsed + TimeSpan.FromSeconds(20);

        // The service sends no response until it has received all 50 requests.
        using CountdownEvent inFlight = new(50);
        using StubHandler gated = new(_ =>
        {
            if (Interlocked.Increment(ref sent) > 50)
            {
                return StubHandler.Json(Samples.Pong);
            }

            inFlight.Signal();
            inFlight.Wait(TimeSpan.FromSeconds(30));
            return StubHandler.Status(429, ("Retry-After", "20"));
        });
        using CompassClient busy = Clients.Over(gated, clock);
        Task<HeartbeatPing>[] pings = Enumerable.Range(0, 50)
            .Select(i => Task.Factory.StartNew(
                () => busy.PingHeartbeatAsync("t", "h" + i, false), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap())
            .ToArray();

        Assert.True(SpinWait.SpinUntil(() => clock.Due.Count == 50, 30_000));
        Assert.Equal(50, gated.Requests.Count);
        Assert.All(clock.Due, due => Assert.InRange(due, end, end + TimeSpan.FromSeconds(10)));
        Assert.InRange(clock.Due.GroupBy(due => (int)((due - end).TotalMilliseconds / 500)).Max(static group => group.Count()), 1, 12);

        clock.AdvanceTo(end + TimeSpan.FromSeconds(10));
        Assert.Equal(50, (await Task.WhenAll(pings)).Length);
        Assert.Equal(100, gated.Requests.Count);
    }
}
