using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Commands;

/// <summary>
/// Keeps a bounded number of operations in flight over an input of any length, and hands their results back in the order of the
/// input, on the thread that adds. Used from the pipeline's thread only.
/// </summary>
/// <typeparam name="TResult">What one operation yields.</typeparam>
internal sealed class OrderedRunner<TResult> : IDisposable
{
    // Finished results that wait for an older one may pile up to this many times the limit before nothing more is started.
    private const int WindowFactor = 4;

    private readonly int _limit;
    private readonly Action<Task> _wait;
    private readonly Action<object, Task<TResult>> _done;
    private readonly CancellationTokenSource _abandon;
    private readonly object _gate = new();
    private readonly Queue<(object Item, Task<TResult> Task)> _window = new();
    private int _underWay;
    private TaskCompletionSource<bool>? _room;

    /// <param name="limit">How many operations may be in flight.</param>
    /// <param name="wait">Waits for a task on the calling thread; throws what ends the pipeline, and what the task threw.</param>
    /// <param name="done">Takes each finished operation with its item, in input order.</param>
    /// <param name="stop">Cancelled when the user stops.</param>
    public OrderedRunner(int limit, Action<Task> wait, Action<object, Task<TResult>> done, CancellationToken stop)
    {
        _limit = limit;
        _wait = wait;
        _done = done;
        _abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    /// <summary>Starts an operation as soon as there is room, and hands back what has been finished.</summary>
    /// <param name="item">What the operation is about.</param>
    /// <param name="start">Starts it; the token is cancelled when nobody waits for it any more.</param>
    public void Add(object item, Func<CancellationToken, Task<TResult>> start)
    {
        while (_window.Count >= _limit * WindowFactor)
        {
            TakeOldest();
        }

        TakeFinished();
        if (_limit > 1)
        {
            while (EnterOrWait() is { } room)
            {
                _wait(room);
            }

            _window.Enqueue((item, Track(start)));
            return;
        }

        _window.Enqueue((item, Start(start)));
        TakeOldest();
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
    /// The pipeline broke off: gives what has been sent already a moment to arrive, then drops it. Returns at once where all is done.
    /// </summary>
    public void Abandon(TimeSpan grace)
    {
        if (_window.Count > 0 && !_abandon.IsCancellationRequested)
        {
            Task.WhenAny(Task.WhenAll(Tasks()), Task.Delay(grace, _abandon.Token)).GetAwaiter().GetResult();
            _abandon.Cancel();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _abandon.Cancel();

        // Operations that were dropped still look at their token, so its source is left to the collector then.
        if (_window.Count == 0)
        {
            _abandon.Dispose();
        }
    }

    // Null where there is room for one more operation, which then is counted; else what is completed as soon as one is over.
    private Task<bool>? EnterOrWait()
    {
        lock (_gate)
        {
            if (_underWay < _limit)
            {
                _underWay++;
                return null;
            }

            return (_room = new TaskCompletionSource<bool>()).Task;
        }
    }

    // Nothing but the pipeline's thread waits for room, and it is woken without a detour over the thread pool.
    private void Leave()
    {
        TaskCompletionSource<bool>? room;
        lock (_gate)
        {
            _underWay--;
            room = _room;
            _room = null;
        }

        room?.SetResult(true);
    }

    private Task[] Tasks()
    {
        var tasks = new Task[_window.Count];
        int index = 0;
        foreach (var (_, task) in _window)
        {
            tasks[index++] = task;
        }

        return tasks;
    }

    private void TakeFinished()
    {
        while (_window.Count > 0 && _window.Peek().Task.IsCompleted)
        {
            TakeOldest();
        }
    }

    private void TakeOldest()
    {
        var (item, task) = _window.Peek();
        if (!task.IsCompleted)
        {
            try
            {
                _wait(task);
            }
            catch (Exception) when (task.IsFaulted)
            {
                // Its error belongs to the item: the receiver reads it from the task.
            }
        }

        _window.Dequeue();
        _done(item, task);
    }

    // An operation that throws before its task exists is a failed operation like any other.
    private Task<TResult> Start(Func<CancellationToken, Task<TResult>> start)
    {
        try
        {
            return start(_abandon.Token);
        }
        catch (Exception exception)
        {
            return Task.FromException<TResult>(exception);
        }
    }

    private async Task<TResult> Track(Func<CancellationToken, Task<TResult>> start)
    {
        try
        {
            return await Start(start).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }
}
