using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Concurrency;

namespace CompassOps.Cmdlets;

/// <summary>A cmdlet that does one thing to each of many items, several at once, with results and errors in input order.</summary>
public abstract class BulkCmdlet : ServiceCmdlet
{
    // How long a request that was already sent may still take when the pipeline breaks off for another reason than the user.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private OrderedRunner? _runner;

    /// <summary>How many requests are in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Whether there is no other item than the present one.</summary>
    private protected virtual bool IsAlone => false;

    /// <summary>Whether nothing comes down the pipe: all there is was typed.</summary>
    private protected bool IsTypedAlone => !MyInvocation.ExpectingInput;

    private int Limit => IsAlone ? 1 : ThrottleLimit;

    private OrderedRunner Runner => _runner ??= new OrderedRunner(Limit, Await, Write, StopToken);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        CompleteStarted();
        base.EndProcessing();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _runner is { } runner)
        {
            runner.AbandonAsync(DrainTimeout).GetAwaiter().GetResult();
            runner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Starts one item's request.</summary>
    /// <param name="target">The item, as the error's target.</param>
    /// <param name="start">Starts the request, on whatever thread: it must not ask the cmdlet for what is bound to each item anew.</param>
    /// <param name="description">How a person names the item, where <see cref="DescribeTarget"/> does not know it.</param>
    /// <typeparam name="T">What comes back; nothing is written for null.</typeparam>
    private protected void Run<T>(object target, Func<CancellationToken, Task<T>> start, string? description = null) =>
        Run(new Item(target, description, ResultOf<T>), start);

    /// <summary>Starts one item's request whose answer holds nothing.</summary>
    private protected void RunSilently(object target, Func<CancellationToken, Task> start) => Run(new Item(target, null, static _ => null), start);

    private static object? ResultOf<T>(Task task) => ((Task<T>)task).Result;

    private void Run(Item item, Func<CancellationToken, Task> start)
    {
        if (Limit == 1)
        {
            RunAlone(item, start);
        }
        else
        {
            Runner.Add(item, start);
        }
    }

    /// <summary>Waits for all that has been started, and writes its results.</summary>
    private protected void CompleteStarted() => _runner?.Complete();

    /// <summary>Is told of a result before it is written.</summary>
    private protected virtual void BeforeResult(object result)
    {
    }

    /// <summary>Is told of an item that has failed, after its error was written.</summary>
    /// <param name="target">The item, as it was started with.</param>
    private protected virtual void AfterFailure(object target)
    {
    }

    // There is nothing to go on with meanwhile: the pipeline's thread starts it, waits for it, and hands its result out.
    private void RunAlone(Item item, Func<CancellationToken, Task> start)
    {
        Task task = OrderedRunner.Start(start, StopToken);
        if (!task.IsCompleted)
        {
            try
            {
                Await(task);
            }
            catch (Exception) when (task.IsFaulted)
            {
                // The error is the item's own.
            }
        }

        Write(item, task);
    }

    private void Write(object started, Task task)
    {
        WriteRequests();
        Advance(1);
        Item item = (Item)started;
        if (task.Status == TaskStatus.RanToCompletion)
        {
            if (item.Result(task) is { } result)
            {
                BeforeResult(result);
                WriteResult(result);
            }

            return;
        }

        if (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        Exception exception = task.Exception?.InnerException ?? new OperationCanceledException("The request was given up.");
        WriteFailure(exception, item.Target, item.Description ?? DescribeTarget(item.Target), Advice(item.Target, exception));
        AfterFailure(item.Target);
    }

    /// <summary>How a person names an item, as in <c>Heartbeat 'x'</c>.</summary>
    private protected abstract string DescribeTarget(object target);

    /// <summary>What else there is to say of a failure, as a sentence, or null.</summary>
    private protected virtual string? Advice(object target, Exception failure) => null;

    private sealed record Item(object Target, string? Description, Func<Task, object?> Result);
}
