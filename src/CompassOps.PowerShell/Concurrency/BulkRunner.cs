using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Concurrency;

/// <summary>An item for which the <see cref="BulkRunner"/> sends a request.</summary>
/// <param name="Target">The item. If its request fails, the item becomes the target object of the error record.</param>
/// <param name="Description">The name of the item in messages, or null.</param>
/// <param name="Result">Returns the result of the completed task, or null if the request has no result.</param>
internal sealed record BulkItem(object Target, string? Description, Func<Task, object?> Result);

/// <summary>
/// Sends one request for each item. Several requests can be in progress at the same time. Returns the results in input order. Use this
/// class on the pipeline thread only.
/// </summary>
internal sealed class BulkRunner : IDisposable
{
    // The maximum time to wait for responses if the pipeline ends early, such as after an error. If the user stopped the pipeline, there is no wait.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private readonly Action<Task> _wait;
    private readonly Action<BulkItem, Task> _done;
    private readonly CancellationToken _stop;
    private OrderedRunner? _runner;

    /// <param name="wait">Waits for a task on the pipeline thread. Throws if the pipeline was stopped.</param>
    /// <param name="done">Receives each item and the completed task of its request, in input order.</param>
    /// <param name="stop">The token that is cancelled when the user stops the pipeline.</param>
    public BulkRunner(Action<Task> wait, Action<BulkItem, Task> done, CancellationToken stop)
    {
        _wait = wait;
        _done = done;
        _stop = stop;
    }

    /// <summary>Starts the request of an item when fewer than <paramref name="limit"/> requests are in progress.</summary>
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

    /// <summary>Waits for all remaining requests, and returns their results.</summary>
    public void Complete() => _runner?.Complete();

    /// <summary>Waits briefly for the responses to sent requests, and then cancels the remaining requests.</summary>
    public void Dispose()
    {
        if (_runner is { } runner)
        {
            runner.AbandonAsync(DrainTimeout).GetAwaiter().GetResult();
            runner.Dispose();
        }
    }

    // A limit of 1 needs no other threads, so the pipeline thread starts the request and waits for the response.
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
                // The call of _done below reports the error together with the item.
            }
        }

        _done(item, task);
    }
}
