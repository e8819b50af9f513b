using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

/// <summary>One throttled request holds back the whole connection, and the end of that is no stampede.</summary>
public sealed class ConnectionHoldTests
{
    private static readonly TimeSpan Far = TimeSpan.FromDays(30);

    [Fact]
    public async Task Nothing_is_held_before_it_is_asked_for()
    {
        StandingClock clock = new();
        ConnectionHold hold = new(clock, TimeSpan.FromSeconds(1));

        Assert.True(await hold.PassAsync(Far, CancellationToken.None));
        Assert.Empty(clock.Due);
    }

    [Fact]
    public void Fifty_requests_are_let_go_one_by_one_after_the_end_and_not_all_at_once()
    {
        StandingClock clock = new();
        ConnectionHold hold = new(clock, TimeSpan.FromMilliseconds(10));
        TimeSpan end = clock.Elapsed + TimeSpan.FromSeconds(10);
        hold.Extend(TimeSpan.FromSeconds(10));

        List<Task<bool>> waiting = Enumerable.Range(0, 50).Select(_ => hold.PassAsync(Far, CancellationToken.None).AsTask()).ToList();

        Assert.All(waiting, static task => Assert.False(task.IsCompleted));
        Assert.Equal(50, clock.Due.Count);
        Assert.All(clock.Due, due => Assert.InRange(due, end, end + TimeSpan.FromSeconds(5)));
        int most = clock.Due.GroupBy(due => (int)((due - end).TotalMilliseconds / 500)).Max(static group => group.Count());
        Assert.InRange(most, 1, 15);
    }

    [Fact]
    public async Task A_hold_that_is_extended_meanwhile_is_waited_for_to_its_new_end()
    {
        StandingClock clock = new();
        ConnectionHold hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(1));
        Task<bool> waiting = hold.PassAsync(Far, CancellationToken.None).AsTask();
        TimeSpan first = clock.Due.Single();
        hold.Extend(TimeSpan.FromSeconds(60));

        clock.AdvanceTo(first);
        Assert.True(SpinWait.SpinUntil(() => clock.Due.Count == 1 && clock.Due[0] > first, 5000));
        Assert.False(waiting.IsCompleted);

        clock.AdvanceTo(clock.Due.Single());
        Assert.True(await waiting);
    }

    [Fact]
    public void A_shorter_hold_does_not_end_a_longer_one()
    {
        StandingClock clock = new();
        ConnectionHold hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(60));
        hold.Extend(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(60), hold.Remaining);
    }

    [Fact]
    public async Task What_would_wait_beyond_its_deadline_is_told_so_at_once()
    {
        StandingClock clock = new();
        ConnectionHold hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(60));

        Assert.False(await hold.PassAsync(clock.Elapsed + TimeSpan.FromSeconds(59), CancellationToken.None));
        Assert.Empty(clock.Due);
    }

    [Fact]
    public void What_can_have_its_turn_in_time_gets_it_whatever_is_drawn()
    {
        StandingClock clock = new();
        ConnectionHold hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(60));
        TimeSpan end = clock.Elapsed + TimeSpan.FromSeconds(60);

        Task<bool>[] waiting = Enumerable.Range(0, 50)
            .Select(_ => hold.PassAsync(end + TimeSpan.FromSeconds(2), CancellationToken.None).AsTask()).ToArray();

        Assert.All(waiting, static task => Assert.False(task.IsCompleted));
        Assert.All(clock.Due, due => Assert.InRange(due, end, end + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Cancellation_wakes_what_is_held()
    {
        StandingClock clock = new();
        ConnectionHold hold = new(clock, TimeSpan.Zero);
        hold.Extend(TimeSpan.FromSeconds(60));
        using CancellationTokenSource stop = new();
        Task<bool> waiting = hold.PassAsync(Far, stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_request_that_is_throttled_holds_back_the_others_of_its_connection()
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
}
