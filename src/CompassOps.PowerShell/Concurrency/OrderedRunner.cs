using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Concurrency;

/// <summary>
/// Runs a limited number of operations at the same time, for an input of any length. Returns the results in input order, on the thread
/// that calls <see cref="Add"/>. Use it on the pipeline thread only.
/// </summary>
/// <remarks>
/// The pipeline thread adds items and returns results. It starts no operation. Operations start on the thread pool: each
/// completed operation starts the next one in the queue. Therefore no operation waits for the pipeline thread. That thread
/// can also sleep until several results are complete.
/// </remarks>
internal sealed class OrderedRunner : IDisposable
{
    // The maximum number of operations whose results were not yet returned, as a multiple of the limit.
    private const int WindowFactor = 16;

    // The maximum time to hold back completed results, so that several of them are returned together.
    private static readonly TimeSpan MaxBatchDelay = TimeSpan.FromMilliseconds(5);

    private readonly int _limit;
    private readonly Action<Task> _wait;
    private readonly Action<object, Task> _done;
    private readonly TaskScheduler _scheduler;
    private readonly CancellationTokenSource _abandon;

    // The operations in input order. Only the pipeline thread uses this queue.
    private readonly Queue<Operation> _window = new();

    // Protects the fields that all threads share.
    private readonly object _lock = new();
    private readonly Queue<Operation> _line = new();
    private int _underWay;

    // The completion source on which the pipeline thread waits, and the operation for which it waits. Null means all started operations.
    private TaskCompletionSource<bool>? _signal;
    private Operation? _awaited;

    /// <param name="limit">The maximum number of operations in progress.</param>
    /// <param name="wait">Waits for a task on the calling thread. Throws if the pipeline was stopped.</param>
    /// <param name="done">Called for each operation with its item and its completed task, in input order.</param>
    /// <param name="stop">Cancelled when the user stops the pipeline.</param>
    /// <param name="scheduler">The scheduler that starts operations; null for the thread pool.</param>
    public OrderedRunner(
        int limit, Action<Task> wait, Action<object, Task> done, CancellationToken stop, TaskScheduler? scheduler = null)
    {
        _limit = limit;
        _wait = wait;
        _done = done;
        _scheduler = scheduler ?? TaskScheduler.Default;
        _abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    /// <summary>
    /// Adds an operation, and returns completed results. The operation starts when fewer operations than the limit are in progress.
    /// </summary>
    /// <param name="item">The item to which the operation belongs.</param>
    /// <param name="start">Starts the operation on a thread of the pool. Its token is cancelled when nobody needs the result any
    /// more.</param>
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
    /// Starts the operation unless it was cancelled. If the start throws an exception, returns a failed task with this exception.
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

    /// <summary>Waits for the remaining operations, and returns their results.</summary>
    public void Complete()
    {
        while (_window.Count > 0)
        {
            TakeOldest();
        }
    }

    /// <summary>
    /// Ends the runner after the pipeline has stopped. Starts no more operations, waits briefly for the started ones, and then cancels
    /// them. Returns at once if all are complete, or if the user stopped the pipeline.
    /// </summary>
    public async Task AbandonAsync(TimeSpan timeout)
    {
        if (CloseLine() is { } over && !_abandon.IsCancellationRequested)
        {
            await Task.WhenAny(over, Task.Delay(timeout, _abandon.Token)).ConfigureAwait(false);
            _abandon.Cancel();
        }
    }

    public void Dispose()
    {
        _abandon.Cancel();

        // Cancelled operations may still use the token, so its source is disposed of only if no operation is in progress.
        if (CloseLine() is null)
        {
            _abandon.Dispose();
        }
    }

    // Waits for the oldest result without a time limit. Then waits briefly for half of the batch, because waking up for each result costs
    // more than a request.
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
                // The error is reported later, from the task of the item.
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

    // Marks the operation as complete, and wakes the pipeline thread if it waits for this. Returns the next operation to start, or null.
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

    // Returns a task that completes when the operation completes; null if the operation is already complete.
    private Task<bool>? WhenOver(Operation operation)
    {
        lock (_lock)
        {
            return operation.Task is null ? Signal(operation) : null;
        }
    }

    // Removes the operations that have not started. Returns a task that completes when all started operations complete; null if none is
    // in progress.
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

        /// <summary>The task after it has completed; null before.</summary>
        public Task? Task
        {
            get => _task;
            set => _task = value;
        }
    }
}
