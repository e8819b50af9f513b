using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Completion;
using CompassOps.Connections;
using CompassOps.Errors;
using CompassOps.Reporting;

namespace CompassOps.Cmdlets;

/// <summary>A cmdlet that talks to the service: it finds its connection.</summary>
public abstract partial class ServiceCmdlet : CompassCmdlet
{
    private CompassConnection? _connection;
    private Progress? _progress;
    private long _done;

    /// <summary>The connection to use, as an object or by its name; the runspace's default one where it is left out.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public CompassConnection? Connection { get; set; }

    /// <summary>The connection in use.</summary>
    private protected CompassConnection Service => _connection
        ?? throw new InvalidOperationException("The connection is resolved in BeginProcessing.");

    /// <summary>The client of the connection in use.</summary>
    private protected CompassClient Client => Service.Client;

    /// <summary>Whether a connection has to be there before the first item is.</summary>
    private protected virtual bool NeedsConnection => true;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(Connection), Connection, "Leave it out for the default connection.");
        if (!NeedsConnection)
        {
            return;
        }

        _connection = Connection ?? ConnectionStore.Of(SessionState).Default ?? ConnectByEnvironment();
        if (_connection.IsClosed)
        {
            ThrowFailure("ConnectionClosed", ErrorCategory.ConnectionError,
                $"The connection '{_connection.Name}' was disconnected. Connect again with Connect-Compass.", _connection);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => _progress?.Complete();

    /// <summary>Writes an object, and takes the progress bar away where the pipeline wants no more: nothing else is called then.</summary>
    private protected void WriteResult(object result)
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

    /// <summary>Counts items that are done, for the progress bar that a long run shows.</summary>
    private protected void Advance(int items)
    {
        _done += items;
        ShowProgress(_done);
    }

    private void ShowProgress(long done) => (_progress ??= new Progress(WriteProgress, MyInvocation.MyCommand.Name)).Report(done);

    /// <summary>
    /// The pages of a list, as they come. Leaving the loop early cancels the page that is on its way.
    /// </summary>
    private protected IEnumerable<IReadOnlyList<T>> Pages<T>(Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> list)
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

    // What is cancelled ends at once; how it ended interests nobody any more.
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
            ThrowFailure("NotConnected", ErrorCategory.ConnectionError,
                "There is no connection. Use Connect-Compass (with -Sandbox to try things out), or set COMPASS_SITE, COMPASS_EMAIL and COMPASS_API_TOKEN.");
        }

        try
        {
            CompassConnection connection = Await(ConnectionEnvironment.ReadSettings().OpenAsync(Observer, StopToken));
            ConnectionStore.Of(SessionState).Add(connection, asDefault: true);
            return connection;
        }
        catch (Exception exception) when (exception is CompassApiException or ArgumentException)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, null, "Connecting by the environment's COMPASS_ variables"));
            throw;
        }
    }
}
