using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Concurrency;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>
/// Checks the class that runs operations in parallel and returns their results in order. Most tests control when each operation
/// completes.
/// </summary>
public class OrderedRunnerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public void Results_come_once_and_in_order_within_the_throttle_limit() => Prop.ForAll(
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
    public void Endless_input_is_read_only_as_far_as_the_buffer_allows(int limit)
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

        Assert.InRange(taken, limit + 1, (16 * limit) + 1);
        Assert.Empty(work.Done);
    }

    [Fact]
    public void A_completed_operation_starts_the_next_queued_one()
    {
        using Work work = new(2, new Random(1));
        for (int i = 0; i < 5; i++)
        {
            work.Add(i);
        }

        Assert.Equal([0, 1], work.UnderWay);

        work.Finish(1);
        Assert.Equal([0, 2], work.UnderWay);
        work.Finish(0);
        Assert.Equal([2, 3], work.UnderWay);
        Assert.Empty(work.Done);
    }

    [Fact]
    public async Task Queued_operations_are_not_started_after_the_pipeline_stops()
    {
        using Work work = new(2, new Random(1));
        for (int i = 0; i < 5; i++)
        {
            work.Add(i);
        }

        Task abandon = work.Runner.AbandonAsync(Long);
        work.Finish(0);
        Assert.Equal([1], work.UnderWay);
        Assert.False(abandon.IsCompleted);
        work.Finish(1);
        Assert.Empty(work.UnderWay);

        await abandon.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Queued_operations_are_not_started_after_the_user_cancels()
    {
        using CancellationTokenSource stop = new();
        using Work work = new(2, new Random(1), stop.Token);
        for (int i = 0; i < 5; i++)
        {
            work.Add(i);
        }

        stop.Cancel();
        work.Finish(0);

        Assert.Equal([1], work.UnderWay);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_failure_keeps_its_position_in_the_results_and_other_operations_continue(int limit)
    {
        List<string> outcomes = [];
        using OrderedRunner runner = new(
            limit, Wait, (item, task) => outcomes.Add($"{item} {task.Status}"), CancellationToken.None, new AtOnce());
        runner.Add("well", _ => Task.FromResult(new object()));
        runner.Add("fails", _ => Task.FromException<object>(new InvalidOperationException()));
        runner.Add("throws", _ => throw new InvalidOperationException());
        runner.Add("succeeds", _ => Task.FromResult(new object()));
        runner.Complete();

        Assert.Equal(["well RanToCompletion", "fails Faulted", "throws Faulted", "succeeds RanToCompletion"], outcomes);
    }

    [Fact]
    public async Task Sent_operations_are_awaited_when_the_pipeline_stops()
    {
        using Work work = new(4, new Random(1));
        work.Add(0);
        work.Add(1);
        Task abandon = work.Runner.AbandonAsync(Long);

        work.Finish(1);
        Assert.False(abandon.IsCompleted);
        work.Finish(0);

        await abandon.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Sent_operations_are_awaited_only_until_the_drain_timeout()
    {
        using Work work = new(4, new Random(1));
        work.Add(0);

        await work.Runner.AbandonAsync(TimeSpan.FromMilliseconds(1));

        Assert.True(work.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Sent_operations_are_not_awaited_after_the_user_cancels()
    {
        using CancellationTokenSource stop = new();
        using Work work = new(4, new Random(1), stop.Token);
        work.Add(0);
        stop.Cancel();

        await work.Runner.AbandonAsync(Long);

        Assert.True(work.Token.IsCancellationRequested);
    }

    [Fact]
    public void An_operation_that_is_cancelled_before_it_starts_is_skipped()
    {
        bool isStarted = false;
        Task task = OrderedRunner.Start(
            _ =>
            {
                isStarted = true;
                return Task.CompletedTask;
            },
            new CancellationToken(canceled: true));

        Assert.True(task.IsCanceled);
        Assert.False(isStarted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Operations_on_the_thread_pool_return_results_in_order_within_the_throttle_limit(int limit)
    {
        const int Count = 3000;
        int underWay = 0, most = 0;
        object gate = new();
        List<int> done = [];
        async Task<object> RunAsync(int item)
        {
            lock (gate)
            {
                most = Math.Max(most, ++underWay);
            }

            // Operations complete immediately or later, on the same thread or on another thread. Some operations fail.
            if (item % 3 > 0)
            {
                await (item % 50 == 1 ? Task.Delay(1) : Task.Run(static () => { }));
            }

            lock (gate)
            {
                underWay--;
            }

            return item % 10 == 7 ? throw new InvalidOperationException() : item;
        }

        int thread = Environment.CurrentManagedThreadId;
        using OrderedRunner runner = new(limit, static task => task.Wait(), (item, task) =>
        {
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            Assert.Equal((int)item % 10 == 7, task.IsFaulted);
            done.Add((int)item);
        }, CancellationToken.None);
        for (int i = 0; i < Count; i++)
        {
            int item = i;
            runner.Add(item, _ => RunAsync(item));
        }

        runner.Complete();

        Assert.Equal(Enumerable.Range(0, Count), done);
        Assert.InRange(most, 1, limit);
    }

    private static void Wait(Task task) => Assert.True(task.IsCompleted);

    private sealed class WaitingException : Exception;

    /// <summary>Runs tasks on the thread that starts them.</summary>
    private sealed class AtOnce : TaskScheduler
    {
        protected override IEnumerable<Task> GetScheduledTasks() => [];

        protected override void QueueTask(Task task) => TryExecuteTask(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);
    }

    /// <summary>
    /// Starts operations in the runner. A test completes an operation with <see cref="Finish"/>. While the runner waits, this class
    /// completes operations in random order, but never the operation of <see cref="Stuck"/>.
    /// </summary>
    private sealed class Work : IDisposable
    {
        private readonly Random _random;
        private readonly Dictionary<int, TaskCompletionSource<object>> _underWay = [];

        public Work(int limit, Random random, CancellationToken stop = default)
        {
            // Remove the synchronization context, so that continuations run on the thread that completes the operation.
            SynchronizationContext.SetSynchronizationContext(null);
            _random = random;
            Runner = new OrderedRunner(limit, Wait, (item, _) => Done.Add((int)item), stop, new AtOnce());
        }

        public OrderedRunner Runner { get; }

        public List<int> Done { get; } = [];

        /// <summary>The items whose operations have started but not completed.</summary>
        public IEnumerable<int> UnderWay => _underWay.Keys.Order();

        /// <summary>The maximum number of operations that ran at the same time.</summary>
        public int Most { get; private set; }

        /// <summary>The item whose operation does not complete while the runner waits. Null if all operations complete.</summary>
        public int? Stuck { get; init; }

        /// <summary>The cancellation token of the last operation that was started.</summary>
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
            _underWay.Remove(item, out TaskCompletionSource<object>? operation);
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
