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

    /// <summary>While one request is in flight at a time, the pipeline's thread has nothing else to do than to wait for it.</summary>
    private protected sealed override CompassClient Client => Limit == 1 ? base.Client.Waiting : base.Client;

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
            runner.Abandon(Grace);
            runner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Starts one item's request.</summary>
    /// <param name="target">The item, as the error's target.</param>
    /// <param name="description">How a person names it, as in <c>Heartbeat 'x'</c>.</param>
    /// <param name="start">Starts the request.</param>
    private protected void Run(object target, string description, Func<CancellationToken, Task<TResult?>> start) =>
        Runner.Add(new Item(target, description), start);

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
