using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Concurrency;

/// <summary>
/// Runs operations on the thread pool, but only a limited number at the same time. Passes the results to a callback in input order, on the
/// thread that calls <see cref="Add"/>. Use this class on the pipeline thread only.
/// </summary>
/// <remarks>The thread that completes an operation starts the next operation in the queue. Therefore the next operation does not wait for
/// the pipeline thread, and the pipeline thread can sleep until several results are complete.</remarks>
internal sealed class OrderedRunner : IDisposable
{
    // The maximum number of operations whose results were not passed to the callback yet, as a multiple of _limit.
    private const int WindowFactor = 16;

    // The maximum time to wait for more results after a result is complete. The pipeline thread then wakes up once for several results.
    private static readonly TimeSpan MaxBatchDelay = TimeSpan.FromMilliseconds(5);

    private readonly int _limit;
    private readonly Action<Task> _wait;
    private readonly Action<object, Task> _done;
    private readonly TaskScheduler _scheduler;
    private readonly CancellationTokenSource _abandon;

    // The operations in input order. Only the pipeline thread uses this queue.
    private readonly Queue<Operation> _window = new();

    // Protects the fields below, because several threads use these fields.
    private readonly object _lock = new();
    private readonly Queue<Operation> _line = new();
    private int _underWay;

    // Wakes up the waiting pipeline thread when the operation in _awaited is complete. If _awaited is null, wakes up the thread when no
    // operation is running.
    private TaskCompletionSource<bool>? _signal;
    private Operation? _awaited;

    /// <param name="limit">The maximum number of operations that run at the same time.</param>
    /// <param name="wait">Waits for a task on the calling thread. Throws if the pipeline was stopped.</param>
    /// <param name="done">Receives the item and the completed task of each operation, in input order.</param>
    /// <param name="stop">The token that is cancelled when the user stops the pipeline.</param>
    /// <param name="scheduler">The scheduler that starts operations. If null, the thread pool starts operations.</param>
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
    /// Adds an operation, and passes the results that are complete to the callback. The operation starts when fewer operations than the
    /// limit are running.
    /// </summary>
    /// <param name="item">The item to which the operation belongs.</param>
    /// <param name="start">Starts the operation on a thread of the thread pool. The token is cancelled when the result is no longer
    /// needed.</param>
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
    /// Starts the operation. If the token is already cancelled, returns a cancelled task. If the start function throws, returns a failed
    /// task.
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

    /// <summary>Waits for the remaining operations, and passes their results to the callback.</summary>
    public void Complete()
    {
        while (_window.Count > 0)
        {
            TakeOldest();
        }
    }

    /// <summary>
    /// Ends the runner when the cmdlet ends. Starts no more operations. Waits at most <paramref name="timeout"/> for the running
    /// operations, and then cancels them. If the user stopped the pipeline (Ctrl+C), does not wait, because the operations are already
    /// cancelled.
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

        // A cancelled operation can still use the token. So dispose the token source only if no operation is running.
        if (CloseLine() is null)
        {
            _abandon.Dispose();
        }
    }

    // Waits for the oldest operation, and passes its result to _done. Then waits until the operation in the middle of _window is complete,
    // but at most MaxBatchDelay. During this second wait, more operations complete, so the pipeline thread wakes up once for several results.
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

    // Runs the operation. Then runs operations from the queue, one after another.
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
                // The pipeline thread reports the error later, from the task of the operation.
            }

            if (Leave(operation, task) is not { } next)
            {
                return;
            }

            operation = next;
        }
    }

    // Returns true if the operation can start now. Otherwise adds the operation to the queue and returns false.
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

    // Marks the operation as complete. If the pipeline thread waits for this operation, wakes up the thread. Returns the next operation to
    // start, or null.
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

    // Returns a task that completes when the operation completes. If the operation is already complete, returns null.
    private Task<bool>? WhenOver(Operation operation)
    {
        lock (_lock)
        {
            return operation.Task is null ? Signal(operation) : null;
        }
    }

    // Removes the operations that have not started. Returns a task that completes when all running operations are complete. If no operation
    // is running, returns null.
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

        /// <summary>The completed task of the operation. Null until the operation is complete.</summary>
        public Task? Task
        {
            get => _task;
            set => _task = value;
        }
    }
}
