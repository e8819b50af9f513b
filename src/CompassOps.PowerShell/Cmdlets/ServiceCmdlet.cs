using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Completion;
using CompassOps.Concurrency;
using CompassOps.Connections;
using CompassOps.Errors;
using CompassOps.Reporting;

namespace CompassOps.Cmdlets;

/// <summary>The base class of cmdlets that send requests to the service.</summary>
public abstract class ServiceCmdlet : CompassCmdlet
{
    private CompassConnection? _connection;
    private BulkRunner? _bulk;
    private TimeBudget? _time;
    private Progress? _progress;
    private long _done;

    /// <summary>The connection, as an object or by its name. Default: the default connection of the runspace.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public CompassConnection? Connection { get; set; }

    internal CompassConnection Service => _connection
        ?? throw new InvalidOperationException("The connection is resolved in BeginProcessing.");

    internal CompassClient Client => Service.Client;

    /// <summary>Whether the cmdlet needs a connection before the first piped item arrives.</summary>
    private protected virtual bool NeedsConnection => true;

    /// <summary>The maximum number of requests that are in progress at the same time.</summary>
    private protected virtual int RequestLimit => 1;

    /// <summary>The maximum time that the cmdlet can take. Null means no limit.</summary>
    private protected virtual TimeSpan? TimeLimit => null;

    /// <summary>Measures the time until <see cref="TimeLimit"/> expires. The limit includes the time to connect and to find teams by name.</summary>
    internal TimeBudget Time => _time ??= new TimeBudget(TimeLimit);

    private Progress ProgressBar => _progress ??= new Progress(WriteProgress, MyInvocation.MyCommand.Name);

    private BulkRunner Bulk => _bulk ??= new BulkRunner(Await, Finish, StopToken);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(Connection), Connection, Messages.ForDefaultConnection);
        if (!NeedsConnection)
        {
            return;
        }

        _connection = Connection ?? ConnectionStore.Of(SessionState).Default ?? ConnectByEnvironment();
        if (_connection.IsClosed)
        {
            ThrowFailure(ErrorIds.ConnectionClosed, ErrorCategory.ConnectionError, Messages.ConnectionClosed(_connection.Name), _connection);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        CompleteRequests();
        _progress?.Complete();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _bulk?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Starts the request for one item.</summary>
    /// <param name="target">The item. It becomes the target object of the error record.</param>
    /// <param name="start">Starts the request, possibly on another thread. The function must not read parameters of the cmdlet, because
    /// PowerShell sets the parameters again for each item.</param>
    /// <param name="description">The name of the item in messages. If it is null, <see cref="DescribeTarget"/> returns the name.</param>
    /// <typeparam name="T">The type of the result. The cmdlet does not write a null result.</typeparam>
    internal void Run<T>(object target, Func<CancellationToken, Task<T>> start, string? description = null) =>
        Bulk.Run(new BulkItem(target, description, static task => ((Task<T>)task).Result), start, RequestLimit);

    /// <summary>Starts a request that returns no object.</summary>
    private protected void RunSilently(object target, Func<CancellationToken, Task> start) =>
        Bulk.Run(new BulkItem(target, null, static _ => null), start, RequestLimit);

    /// <summary>Waits for all started requests, and writes their results.</summary>
    internal void CompleteRequests() => _bulk?.Complete();

    /// <summary>Waits for an operation, at most until the time limit of the cmdlet expires.</summary>
    /// <param name="start">Starts the operation. The token is cancelled when the time limit expires.</param>
    /// <param name="timedOut">The error message for an expired time limit.</param>
    /// <exception cref="TimeoutException">The time limit expired.</exception>
    internal T AwaitInTime<T>(Func<CancellationToken, Task<T>> start, string timedOut)
    {
        using CancellationTokenSource expiry = Time.Start(StopToken);
        try
        {
            return Await(start(expiry.Token));
        }
        catch (OperationCanceledException) when (expiry.IsCancellationRequested && !StopToken.IsCancellationRequested)
        {
            throw new TimeoutException(timedOut);
        }
        finally
        {
            Time.Pause();
        }
    }

    /// <summary>Is called with each result before the cmdlet writes the result.</summary>
    private protected virtual void BeforeResult(object result)
    {
    }

    /// <summary>Is called with each failed item after the cmdlet has written the error.</summary>
    private protected virtual void OnFailure(object target)
    {
    }

    /// <summary>Returns the name of an item for messages, such as <c>Heartbeat 'x'</c>.</summary>
    private protected virtual string DescribeTarget(object target) => $"{target}";

    /// <summary>Returns a sentence to append to the error message of an item, or null.</summary>
    private protected virtual string? Advice(object target, Exception failure) => null;

    /// <summary>
    /// Writes an object. Closes the progress bar if a later command, such as <c>Select-Object -First</c>, ends the pipeline. PowerShell
    /// does not call the cmdlet again in this case.
    /// </summary>
    internal void WriteResult(object result)
    {
        try
        {
            WriteObject(result);
        }
        catch (PipelineStoppedException) when (!StopToken.IsCancellationRequested)
        {
            _progress?.Complete();
            throw;
        }
    }

    /// <summary>Shows the number of completed items in a progress bar, if the operation takes a long time.</summary>
    internal void ShowProgress(long done) => ProgressBar.Report(done);

    /// <summary>Shows a text in a progress bar, if the operation takes a long time.</summary>
    internal void ShowProgress(string status, TimeSpan? left = null) => ProgressBar.Report(status, left);

    /// <summary>Returns each page of a list when it arrives. If the caller leaves the loop early, cancels the current request.</summary>
    internal IEnumerable<IReadOnlyList<T>> Pages<T>(Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> list)
    {
        using CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        IAsyncEnumerator<IReadOnlyList<T>> pages = list(left.Token).GetAsyncEnumerator(left.Token);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next = pages.MoveNextAsync().AsTask();
                if (!Await(next))
                {
                    yield break;
                }

                Advance(pages.Current.Count);
                yield return pages.Current;
            }
        }
        finally
        {
            left.Cancel();
            if (next?.IsCompleted == true)
            {
                WaitForEnd(pages.DisposeAsync());
            }
        }
    }

    private void Finish(BulkItem item, Task task)
    {
        WriteRequests();
        Advance(1);
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

        Exception exception = task.Exception?.InnerException ?? new OperationCanceledException(Messages.RequestCancelled);
        WriteFailure(exception, item.Target, item.Description ?? DescribeTarget(item.Target), Advice(item.Target, exception));
        OnFailure(item.Target);
    }

    private void Advance(int items)
    {
        _done += items;
        ShowProgress(_done);
    }

    // Waits at most one second, because a cancelled enumeration normally ends immediately. Ignores errors of the enumeration, because the caller
    // needs no more objects from it.
    private static void WaitForEnd(ValueTask ending)
    {
        try
        {
            ending.AsTask().Wait(TimeSpan.FromSeconds(1));
        }
        catch (AggregateException)
        {
        }
    }

    private CompassConnection ConnectByEnvironment()
    {
        if (!ConnectionEnvironment.IsPresent)
        {
            ThrowFailure(ErrorIds.NotConnected, ErrorCategory.ConnectionError, Messages.NotConnected(
                ConnectionStore.Current.All.Select(connection => connection.Name).ToArray(), ConnectionStore.IsSecondaryRunspace));
        }

        try
        {
            CompassConnection connection = AwaitInTime(token => ConnectionEnvironment.ReadSettings().OpenAsync(Observer, token), Messages.NotInTime);
            ConnectionStore.Of(SessionState).Add(connection, asDefault: true);
            return connection;
        }
        catch (Exception exception) when (exception is CompassApiException or ArgumentException or TimeoutException)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, null, Messages.ConnectingByEnvironment));
            throw;
        }
    }
}
