using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Commands;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Many operations at once, in a window that stays bounded: their order, their number, and their end. Nothing here runs in time.</summary>
public class OrderedRunnerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public void Results_come_once_and_in_order_and_no_more_are_in_flight_than_may_be() => Prop.ForAll(
        Gen.Choose(1, 9).ToArbitrary(),
        Gen.Choose(0, 80).ToArbitrary(),
        Gen.Choose(0, 10_000).ToArbitrary(),
        (limit, count, seed) =>
        {
            using Work work = new(limit, new Random(seed));
            for (int i = 0; i < count; i++)
            {
                work.Add(i);
            }

            work.Runner.Complete();
            return work.Done.SequenceEqual(Enumerable.Range(0, count)) && work.Most <= limit && (count < limit || work.Most == limit);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void An_endless_input_is_taken_in_only_as_far_as_the_window_goes(int limit)
    {
        using Work work = new(limit, new Random(1)) { Stuck = 0 };
        int taken = 0;
        void TakeIn()
        {
            while (true)
            {
                work.Add(taken++);
            }
        }

        Assert.Throws<WaitingException>(TakeIn);

        Assert.InRange(taken, limit + 1, (4 * limit) + 1);
        Assert.Empty(work.Done);
    }

    [Fact]
    public void One_at_a_time_is_done_before_the_next_is_taken_in()
    {
        using Work work = new(1, new Random(1));
        work.Add(7);
        Assert.Equal([7], work.Done);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_fails_keeps_its_place_and_the_others_go_on(int limit)
    {
        List<string> outcomes = [];
        using OrderedRunner<object> runner = new(limit, Wait, (item, task) => outcomes.Add($"{item} {task.Status}"), CancellationToken.None);
        runner.Add("well", _ => Task.FromResult(new object()));
        runner.Add("fails", _ => Task.FromException<object>(new InvalidOperationException()));
        runner.Add("throws", _ => throw new InvalidOperationException());
        runner.Add("well again", _ => Task.FromResult(new object()));
        runner.Complete();

        Assert.Equal(["well RanToCompletion", "fails Faulted", "throws Faulted", "well again RanToCompletion"], outcomes);
    }

    [Fact]
    public async Task What_was_sent_is_waited_for_when_the_pipeline_breaks_off()
    {
        using Work work = new(4, new Random(1));
        work.Add(0);
        work.Add(1);
        Task abandon = Task.Run(() => work.Runner.Abandon(Long));

        work.Finish(1);
        Assert.False(abandon.IsCompleted);
        work.Finish(0);

        await abandon.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void But_not_for_ever()
    {
        using Work work = new(4, new Random(1));
        work.Add(0);

        work.Runner.Abandon(TimeSpan.FromMilliseconds(1));

        Assert.True(work.Token.IsCancellationRequested);
    }

    [Fact]
    public void And_not_at_all_when_the_user_has_stopped()
    {
        using CancellationTokenSource stop = new();
        using Work work = new(4, new Random(1), stop.Token);
        work.Add(0);
        stop.Cancel();

        work.Runner.Abandon(Long);

        Assert.True(work.Token.IsCancellationRequested);
    }

    private static void Wait(Task task) => Assert.True(task.IsCompleted);

    private sealed class WaitingException : Exception;

    /// <summary>Operations that are under way until somebody has to wait: then one of them, any but the stuck one, is over.</summary>
    private sealed class Work : IDisposable
    {
        private readonly Random _random;
        private readonly Dictionary<int, TaskCompletionSource<object>> _underWay = [];

        public Work(int limit, Random random, CancellationToken stop = default)
        {
            // As on the pipeline's thread: what waits for an operation goes on as soon as that is over, on the thread that ends it.
            SynchronizationContext.SetSynchronizationContext(null);
            _random = random;
            Runner = new OrderedRunner<object>(limit, Wait, (item, _) => Done.Add((int)item), stop);
        }

        public OrderedRunner<object> Runner { get; }

        public List<int> Done { get; } = [];

        /// <summary>The most that were under way at once.</summary>
        public int Most { get; private set; }

        /// <summary>The one that is never over.</summary>
        public int? Stuck { get; init; }

        /// <summary>What the operations were given to be cancelled by.</summary>
        public CancellationToken Token { get; private set; }

        public void Add(int item) => Runner.Add(item, token =>
        {
            Token = token;
            TaskCompletionSource<object> operation = new();
            _underWay.Add(item, operation);
            Most = Math.Max(Most, _underWay.Count);
            return operation.Task;
        });

        public void Finish(int item)
        {
            _underWay.Remove(item, out var operation);
            operation!.SetResult(new object());
        }

        public void Dispose() => Runner.Dispose();

        private void Wait(Task task)
        {
            while (!task.IsCompleted)
            {
                int[] open = [.. _underWay.Keys.Where(item => item != Stuck)];
                if (open.Length == 0)
                {
                    throw new WaitingException();
                }

                Finish(open[_random.Next(open.Length)]);
            }
        }
    }
}
