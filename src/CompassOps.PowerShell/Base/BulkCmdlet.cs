using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Commands;

/// <summary>A cmdlet that does one thing to each of many items, several at once, with results and errors in input order.</summary>
/// <typeparam name="TResult">What comes back for an item; nothing is written for null.</typeparam>
public abstract class BulkCmdlet<TResult> : ServiceCmdlet
    where TResult : class
{
    // How long a request that was already sent may still take when the pipeline breaks off for another reason than the user.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private OrderedRunner<TResult?>? _runner;

    /// <summary>How many requests are in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Whether there is no other item than the present one.</summary>
    private protected virtual bool IsAlone => false;

    /// <summary>Whether nothing comes down the pipe: all there is was typed.</summary>
    private protected bool IsTypedAlone => !MyInvocation.ExpectingInput;

    private int Limit => IsAlone ? 1 : ThrottleLimit;

    private OrderedRunner<TResult?> Runner => _runner ??= new OrderedRunner<TResult?>(Limit, Await, Write, StopToken);

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
            runner.AbandonAsync(Grace).GetAwaiter().GetResult();
            runner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Starts one item's request.</summary>
    /// <param name="target">The item, as the error's target.</param>
    /// <param name="description">How a person names it, as in <c>Heartbeat 'x'</c>.</param>
    /// <param name="start">Starts the request, on whatever thread: it must not ask the cmdlet for what is bound to each item anew.</param>
    private protected void Run(object target, string description, Func<CancellationToken, Task<TResult?>> start)
    {
        var item = new Item(target, description);
        if (Limit == 1)
        {
            RunAlone(item, start);
        }
        else
        {
            Runner.Add(item, start);
        }
    }

    /// <summary>Starts one item's request whose answer holds nothing.</summary>
    private protected void RunSilently(object target, string description, Func<CancellationToken, Task> start) =>
        Run(target, description, async token =>
        {
            await start(token).ConfigureAwait(false);
            return null;
        });

    /// <summary>Waits for all that has been started, and writes its results.</summary>
    private protected void CompleteStarted() => _runner?.Complete();

    /// <summary>Is told of a result before it is written.</summary>
    private protected virtual void BeforeResult(TResult result)
    {
    }

    /// <summary>Is told of an item that has failed, after its error was written.</summary>
    /// <param name="target">The item, as it was started with.</param>
    private protected virtual void AfterFailure(object target)
    {
    }

    // There is nothing to go on with meanwhile: the pipeline's thread starts it, waits for it, and hands its result out.
    private void RunAlone(Item item, Func<CancellationToken, Task<TResult?>> start)
    {
        var task = OrderedRunner<TResult?>.Start(start, StopToken);
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

    private void Write(object started, Task<TResult?> task)
    {
        WriteRequests();
        Advance(1);
        if (task.Status == TaskStatus.RanToCompletion)
        {
            if (task.Result is { } result)
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

        var item = (Item)started;
        var exception = task.Exception?.InnerException ?? new OperationCanceledException("The request was given up.");
        WriteFailure(exception, item.Target, item.Description, Advice(item.Target, exception));
        AfterFailure(item.Target);
    }

    /// <summary>What else there is to say of a failure, as a sentence, or null.</summary>
    private protected virtual string? Advice(object target, Exception failure) => null;

    private sealed record Item(object Target, string Description);
}
