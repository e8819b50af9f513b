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

/// <summary>A cmdlet that sends requests to the service over a connection.</summary>
public abstract class ServiceCmdlet : CompassCmdlet
{
    private CompassConnection? _connection;
    private BulkRunner? _bulk;
    private TimeBudget? _time;
    private Progress? _progress;
    private long _done;

    /// <summary>The connection, as an object or by its name. Default: the runspace's default connection.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public CompassConnection? Connection { get; set; }

    /// <summary>The connection in use.</summary>
    internal CompassConnection Service => _connection
        ?? throw new InvalidOperationException("The connection is resolved in BeginProcessing.");

    /// <summary>The client of the connection in use.</summary>
    internal CompassClient Client => Service.Client;

    /// <summary>Whether the cmdlet needs a connection before the first item arrives.</summary>
    private protected virtual bool NeedsConnection => true;

    /// <summary>The largest number of requests in flight.</summary>
    private protected virtual int RequestLimit => 1;

    /// <summary>How long the cmdlet may take for its own work; null for no limit.</summary>
    private protected virtual TimeSpan? TimeLimit => null;

    /// <summary>The time that the cmdlet has, connecting and the look-up of teams included.</summary>
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

    /// <summary>Starts one item's request.</summary>
    /// <param name="target">The item, as the target of its error.</param>
    /// <param name="start">Starts the request on any thread. It must not read parameters that are bound anew for each item.</param>
    /// <param name="description">The item's name in messages, if <see cref="DescribeTarget"/> does not return it.</param>
    /// <typeparam name="T">The result. Null is not written.</typeparam>
    internal void Run<T>(object target, Func<CancellationToken, Task<T>> start, string? description = null) =>
        Bulk.Run(new BulkItem(target, description, static task => ((Task<T>)task).Result), start, RequestLimit);

    /// <summary>Starts one item's request whose response has no content.</summary>
    private protected void RunSilently(object target, Func<CancellationToken, Task> start) =>
        Bulk.Run(new BulkItem(target, null, static _ => null), start, RequestLimit);

    /// <summary>Waits for all requests that were started, and writes their results.</summary>
    internal void CompleteRequests() => _bulk?.Complete();

    /// <summary>Waits for an operation within the time that the cmdlet has.</summary>
    /// <param name="start">Starts the operation, which its token cancels.</param>
    /// <param name="timedOut">The message if the time is up.</param>
    /// <exception cref="TimeoutException">The time is up.</exception>
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

    /// <summary>Called with a result before it is written.</summary>
    private protected virtual void BeforeResult(object result)
    {
    }

    /// <summary>Called with the target of an item that failed, after its error was written.</summary>
    private protected virtual void OnFailure(object target)
    {
    }

    /// <summary>Returns an item's name in messages, such as <c>Heartbeat 'x'</c>.</summary>
    private protected virtual string DescribeTarget(object target) => $"{target}";

    /// <summary>Returns a sentence to add to an item's error, or null.</summary>
    private protected virtual string? Advice(object target, Exception failure) => null;

    /// <summary>Writes an object. If the pipeline needs no more, it ends the cmdlet without calling it again, so the progress bar is completed here.</summary>
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

    /// <summary>Shows how many items are done, in the progress bar of a long run.</summary>
    internal void ShowProgress(long done) => ProgressBar.Report(done);

    /// <summary>Shows a text in the progress bar of a long run.</summary>
    internal void ShowProgress(string status, TimeSpan? left = null) => ProgressBar.Report(status, left);

    /// <summary>
    /// Returns the pages of a list as they arrive. A caller that leaves the loop early cancels the page in flight.
    /// </summary>
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

    // A cancelled enumeration ends at once. Its failure is ignored.
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
