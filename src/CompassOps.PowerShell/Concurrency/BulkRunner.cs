using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Concurrency;

/// <summary>One item, whose request the <see cref="BulkRunner"/> sends.</summary>
/// <param name="Target">The item. It becomes the target of an error.</param>
/// <param name="Description">The item's name in messages, or null.</param>
/// <param name="Result">Reads the result from the completed task. Returns null if the request has no result.</param>
internal sealed record BulkItem(object Target, string? Description, Func<Task, object?> Result);

/// <summary>
/// Sends one request for each item, several at the same time, and returns the results in input order. Use it on the pipeline thread only.
/// </summary>
internal sealed class BulkRunner : IDisposable
{
    // The time to wait for sent requests if the pipeline ends early, unless the user stopped it.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private readonly Action<Task> _wait;
    private readonly Action<BulkItem, Task> _done;
    private readonly CancellationToken _stop;
    private OrderedRunner? _runner;

    /// <param name="wait">Waits for a task on the pipeline thread. Throws if the pipeline was stopped.</param>
    /// <param name="done">Called for each item with its completed task, in input order.</param>
    /// <param name="stop">Cancelled when the user stops the pipeline.</param>
    public BulkRunner(Action<Task> wait, Action<BulkItem, Task> done, CancellationToken stop)
    {
        _wait = wait;
        _done = done;
        _stop = stop;
    }

    /// <summary>Starts an item's request when fewer than <paramref name="limit"/> requests are in progress.</summary>
    public void Run(BulkItem item, Func<CancellationToken, Task> start, int limit)
    {
        if (limit == 1)
        {
            RunOnPipelineThread(item, start);
        }
        else
        {
            _runner ??= new OrderedRunner(limit, _wait, (done, task) => _done((BulkItem)done, task), _stop);
            _runner.Add(item, start);
        }
    }

    /// <summary>Waits for all started requests, and returns their results.</summary>
    public void Complete() => _runner?.Complete();

    /// <summary>Waits briefly for the requests that were sent, and then cancels them.</summary>
    public void Dispose()
    {
        if (_runner is { } runner)
        {
            runner.AbandonAsync(DrainTimeout).GetAwaiter().GetResult();
            runner.Dispose();
        }
    }

    // A limit of 1 needs no other threads, so the pipeline thread starts the request and waits for it.
    private void RunOnPipelineThread(BulkItem item, Func<CancellationToken, Task> start)
    {
        Task task = OrderedRunner.Start(start, _stop);
        if (!task.IsCompleted)
        {
            try
            {
                _wait(task);
            }
            catch (Exception) when (task.IsFaulted)
            {
                // The error is reported with the item.
            }
        }

        _done(item, task);
    }
}
