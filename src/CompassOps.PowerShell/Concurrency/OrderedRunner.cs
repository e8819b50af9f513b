using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Concurrency;

/// <summary>
/// Keeps a bounded number of operations in flight over an input of any length, and returns their results in the order of the
/// input, on the thread that adds. Used from the pipeline thread only.
/// </summary>
/// <remarks>
/// The pipeline thread adds items and returns results. It starts no operation. Operations start on the thread pool: each
/// completed operation starts the next one in the queue. So no operation waits for the pipeline thread, and that thread
/// is woken for many results at once.
/// </remarks>
internal sealed class OrderedRunner : IDisposable
{
    // The largest number of operations whose results are not returned yet, as a multiple of the limit.
    private const int WindowFactor = 16;

    // How long finished results may be held back, so that more of them are returned together.
    private static readonly TimeSpan MaxBatchDelay = TimeSpan.FromMilliseconds(5);

    private readonly int _limit;
    private readonly Action<Task> _wait;
    private readonly Action<object, Task> _done;
    private readonly TaskScheduler _scheduler;
    private readonly CancellationTokenSource _abandon;

    // In the order of the input. Only the pipeline thread uses it.
    private readonly Queue<Operation> _window = new();

    // Shared by all threads, under the lock.
    private readonly object _lock = new();
    private readonly Queue<Operation> _line = new();
    private int _underWay;

    // The completion source of the pipeline thread, and the operation that it waits for; null for all that were started.
    private TaskCompletionSource<bool>? _signal;
    private Operation? _awaited;

    /// <param name="limit">How many operations may be in flight.</param>
    /// <param name="wait">Waits for a task on the calling thread; throws what ends the pipeline.</param>
    /// <param name="done">Receives each finished operation with its item, in input order.</param>
    /// <param name="stop">Cancelled when the user stops.</param>
    /// <param name="scheduler">Where operations are started; null for the thread pool.</param>
    public OrderedRunner(
        int limit, Action<Task> wait, Action<object, Task> done, CancellationToken stop, TaskScheduler? scheduler = null)
    {
        _limit = limit;
        _wait = wait;
        _done = done;
        _scheduler = scheduler ?? TaskScheduler.Default;
        _abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    /// <summary>Adds an operation, which starts as soon as there is room, and returns finished results.</summary>
    /// <param name="item">The item of the operation.</param>
    /// <param name="start">Starts the operation on a thread of the pool. Its token is cancelled when the result is no longer needed.</param>
    public void Add(object item, Func<CancellationToken, Task> start)
    {
        if (_window.Count >= _limit * WindowFactor)
        {
            MakeRoom();
        }

        TakeFinished();
        Operation operation = new(item, start);
        _window.Enqueue(operation);
        if (Enter(operation))
        {
            _ = Task.Factory.StartNew(
                () => RunOnAsync(operation), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        }
    }

    /// <summary>
    /// Starts the operation unless it was cancelled. An exception before its task exists counts as a failed operation.
    /// </summary>
    public static Task Start(Func<CancellationToken, Task> start, CancellationToken cancellationToken)
    {
        try
        {
            return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : start(cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <summary>Waits for the operations in progress, and returns their results.</summary>
    public void Complete()
    {
        while (_window.Count > 0)
        {
            TakeOldest();
        }
    }

    /// <summary>
    /// Ends after the pipeline stopped: starts no more operations, waits briefly for those that were sent, and then abandons them. Returns at
    /// once if all are complete, or if the user stopped the pipeline.
    /// </summary>
    public async Task AbandonAsync(TimeSpan timeout)
    {
        if (CloseLine() is { } over && !_abandon.IsCancellationRequested)
        {
            await Task.WhenAny(over, Task.Delay(timeout, _abandon.Token)).ConfigureAwait(false);
            _abandon.Cancel();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _abandon.Cancel();

        // Abandoned operations may still use their token, so its source is not disposed of.
        if (CloseLine() is null)
        {
            _abandon.Dispose();
        }
    }

    // Waits for the oldest result without a limit, and then briefly for half of the batch, because waking up for each result costs more
    // than a request.
    private void MakeRoom()
    {
        TakeOldest();
        if (WhenOver(_window.ElementAt(_window.Count / 2)) is { } half)
        {
            _wait(Task.WhenAny(half, Task.Delay(MaxBatchDelay)));
        }
    }

    private void TakeFinished()
    {
        while (_window.Count > 0 && _window.Peek().Task is not null)
        {
            TakeOldest();
        }
    }

    private void TakeOldest()
    {
        Operation operation = _window.Peek();
        if (WhenOver(operation) is { } over)
        {
            _wait(over);
        }

        _window.Dequeue();
        _done(operation.Item, operation.Task!);
    }

    // Runs the operation, and then operations from the queue one after another.
    private async Task RunOnAsync(Operation operation)
    {
        while (true)
        {
            Task task = Start(operation.Start, _abandon.Token);
            try
            {
                await task.ConfigureAwait(false);
            }
            catch (Exception) when (task.IsCompleted)
            {
                // Ignore the error here. The receiver reads it from the item's task.
            }

            if (Leave(operation, task) is not { } next)
            {
                return;
            }

            operation = next;
        }
    }

    // Returns true if the operation can start. Otherwise it is in the queue.
    private bool Enter(Operation operation)
    {
        lock (_lock)
        {
            if (_underWay < _limit)
            {
                _underWay++;
                return true;
            }

            _line.Enqueue(operation);
            return false;
        }
    }

    // Records that the operation is complete, wakes the pipeline thread if it waits for that, and returns the next operation to start.
    private Operation? Leave(Operation operation, Task task)
    {
        Operation? next;
        TaskCompletionSource<bool>? signal = null;
        lock (_lock)
        {
            operation.Task = task;
            next = _line.Count > 0 && !_abandon.IsCancellationRequested ? _line.Dequeue() : null;
            if (next is null)
            {
                _underWay--;
            }

            if (_awaited is null ? _underWay == 0 : _awaited == operation)
            {
                (signal, _signal, _awaited) = (_signal, null, null);
            }
        }

        signal?.SetResult(true);
        return next;
    }

    // Returns a task that completes with the operation; null if it is complete.
    private Task<bool>? WhenOver(Operation operation)
    {
        lock (_lock)
        {
            return operation.Task is null ? Signal(operation) : null;
        }
    }

    // Stops starting operations. Returns a task that completes with all started ones; null if they are complete.
    private Task<bool>? CloseLine()
    {
        lock (_lock)
        {
            _line.Clear();
            return _underWay > 0 ? Signal(null) : null;
        }
    }

    private Task<bool> Signal(Operation? awaited)
    {
        _awaited = awaited;
        _signal = new TaskCompletionSource<bool>();
        return _signal.Task;
    }

    private sealed class Operation
    {
        private volatile Task? _task;

        public Operation(object item, Func<CancellationToken, Task> start)
        {
            Item = item;
            Start = start;
        }

        public object Item { get; }

        public Func<CancellationToken, Task> Start { get; }

        /// <summary>The completed task.</summary>
        public Task? Task
        {
            get => _task;
            set => _task = value;
        }
    }
}
