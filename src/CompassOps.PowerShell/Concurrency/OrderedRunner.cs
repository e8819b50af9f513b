using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Concurrency;

/// <summary>
/// Keeps a bounded number of operations in flight over an input of any length, and hands their results back in the order of the
/// input, on the thread that adds. Used from the pipeline's thread only.
/// </summary>
/// <remarks>
/// The pipeline's thread takes the input in and hands the results out, and starts nothing: that is done on the thread pool, where the
/// next in line is started by the operation that makes room for it. So nothing in flight waits for the pipeline's thread, and that thread
/// is woken for many results at once.
/// </remarks>
internal sealed class OrderedRunner : IDisposable
{
    // The operations that are not handed back yet, in flight or not, may reach this many times the limit.
    private const int WindowFactor = 16;

    // How long finished results may be kept back so that more of them are handed out together.
    private static readonly TimeSpan MaxBatchDelay = TimeSpan.FromMilliseconds(5);

    private readonly int _limit;
    private readonly Action<Task> _wait;
    private readonly Action<object, Task> _done;
    private readonly TaskScheduler _scheduler;
    private readonly CancellationTokenSource _abandon;

    // In the order of the input; the pipeline's thread alone sees it.
    private readonly Queue<Operation> _window = new();

    // What all threads see, under the gate.
    private readonly object _lock = new();
    private readonly Queue<Operation> _line = new();
    private int _underWay;

    // What the pipeline's thread waits by, and for: an operation, or null for all that were started.
    private TaskCompletionSource<bool>? _signal;
    private Operation? _awaited;

    /// <param name="limit">How many operations may be in flight.</param>
    /// <param name="wait">Waits for a task on the calling thread; throws what ends the pipeline.</param>
    /// <param name="done">Takes each finished operation with its item, in input order.</param>
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

    /// <summary>Takes an operation in, which starts as soon as there is room, and hands back what has been finished.</summary>
    /// <param name="item">What the operation is about.</param>
    /// <param name="start">Starts it, on a thread of the pool; the token is cancelled when nobody waits for it any more.</param>
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
    /// Starts an operation, unless nobody waits for it any more. One that throws before its task exists is a failed operation like any other.
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

    /// <summary>Waits for everything that is still under way, and hands it back.</summary>
    public void Complete()
    {
        while (_window.Count > 0)
        {
            TakeOldest();
        }
    }

    /// <summary>
    /// The pipeline broke off: nothing more is started, and what has been sent already is given a moment to arrive, then dropped. Over at
    /// once where all is done, or the user has stopped.
    /// </summary>
    public async Task AbandonAsync(TimeSpan grace)
    {
        if (CloseLine() is { } over && !_abandon.IsCancellationRequested)
        {
            await Task.WhenAny(over, Task.Delay(grace, _abandon.Token)).ConfigureAwait(false);
            _abandon.Cancel();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _abandon.Cancel();

        // Operations that were dropped still look at their token, so its source is left to the collector then.
        if (CloseLine() is null)
        {
            _abandon.Dispose();
        }
    }

    // The oldest is waited for however long it takes, and then half of the window for a moment: to be woken for each result costs more
    // than to make the request.
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

    // Runs the operation, and then one after another of those that wait in line.
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

    // True where there is room: then the operation is to be started. Else it waits in line.
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

    // Notes that the operation is over, wakes whoever waits for that, and tells which is to start in its place.
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

    // Completes when the operation is over; null if it is.
    private Task<bool>? WhenOver(Operation operation)
    {
        lock (_lock)
        {
            return operation.Task is null ? Signal(operation) : null;
        }
    }

    // Starts nothing more. Completes when all started operations are over; null if they are.
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

        /// <summary>The task, once it is over.</summary>
        public Task? Task
        {
            get => _task;
            set => _task = value;
        }
    }
}
