using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Concurrency;

/// <summary>One item of a bulk.</summary>
/// <param name="Target">The item, as the target of its error.</param>
/// <param name="Description">The item's name in messages, or null.</param>
/// <param name="Result">Reads the result of the item's completed task; null if there is none.</param>
internal sealed record BulkItem(object Target, string? Description, Func<Task, object?> Result);

/// <summary>Runs one request for each item, several at once, and returns the results in input order. Used from the pipeline thread only.</summary>
internal sealed class BulkRunner : IDisposable
{
    // How long requests that were already sent may take when the pipeline ends early for another reason than the user.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private readonly Action<Task> _wait;
    private readonly Action<BulkItem, Task> _done;
    private readonly CancellationToken _stop;
    private OrderedRunner? _runner;

    /// <param name="wait">Waits for a task on the pipeline thread; throws what ends the pipeline.</param>
    /// <param name="done">Receives each item with its completed task, in input order.</param>
    /// <param name="stop">Cancelled when the user stops the pipeline.</param>
    public BulkRunner(Action<Task> wait, Action<BulkItem, Task> done, CancellationToken stop)
    {
        _wait = wait;
        _done = done;
        _stop = stop;
    }

    /// <summary>Starts an item's request as soon as fewer than <paramref name="limit"/> are in flight.</summary>
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

    /// <summary>Waits for all requests that were started, and returns their results.</summary>
    public void Complete() => _runner?.Complete();

    /// <summary>Lets requests that were sent finish for a moment, then cancels them.</summary>
    public void Dispose()
    {
        if (_runner is { } runner)
        {
            runner.AbandonAsync(DrainTimeout).GetAwaiter().GetResult();
            runner.Dispose();
        }
    }

    // With one request at a time there is nothing to overlap, so the pipeline thread starts it and waits for it.
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
                // The failure is reported as the item's own error.
            }
        }

        _done(item, task);
    }
}
