using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Scripts;

/// <summary>
/// Opens, extends and closes one maintenance window. Closes the window only once, even if the script and the process end at the same time.
/// </summary>
internal sealed class MaintenanceSession : IDisposable
{
    // If the create request is still in progress when the window must be closed, the code waits at most this time for the response.
    private static readonly TimeSpan CreateTimeout = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);

    // The clean-up reads the list several times, because the list does not show a new window immediately. After an interruption, the
    // clean-up has only five seconds. Three attempts leave enough time to cancel the window.
    private const int Lookups = 3;
    private static readonly TimeSpan LookupPause = TimeSpan.FromSeconds(0.5);

    private readonly object _lock = new();
    private readonly CancellationTokenSource _abandonCreate = new();
    private readonly CompassClient _client;
    private readonly MaintenanceScope _scope;
    private readonly MaintenanceCreate _request;
    private readonly TimeSpan _duration;
    private readonly Func<TimeSpan> _elapsed;
    private readonly IRequestObserver? _observer;
    private Task<Maintenance>? _opening;
    private Task? _closing;
    private TimeSpan _confirmed;

    /// <param name="client">The client. It must be usable until the maintenance window is closed.</param>
    /// <param name="scope">The scope of the maintenance window.</param>
    /// <param name="request">The maintenance window to create. It starts now.</param>
    /// <param name="elapsed">Returns the time since the start date of <paramref name="request"/>.</param>
    /// <param name="observer">Receives the requests that open and close the maintenance window.</param>
    public MaintenanceSession(CompassClient client, MaintenanceScope scope, MaintenanceCreate request, Func<TimeSpan> elapsed, IRequestObserver? observer)
    {
        _client = client;
        _scope = scope;
        _request = request;
        _duration = request.EndDate - request.StartDate;
        _elapsed = elapsed;
        _observer = observer;
    }

    /// <summary>The most recent end date that the service has confirmed for the maintenance window.</summary>
    public DateTimeOffset End => _request.EndDate + _confirmed;

    /// <summary>The last known status of the maintenance window.</summary>
    public string? Status { get; private set; }

    /// <summary>The maintenance window, if it had ended before <see cref="CloseAsync"/> was called. Otherwise null.</summary>
    public Maintenance? EndedEarlier { get; private set; }

    /// <summary>
    /// The id of the maintenance window. Null until the service has created the window, or until <see cref="CloseAsync"/> has found it.
    /// </summary>
    public string? Id { get; private set; }

    /// <summary>
    /// True after <see cref="CloseAsync"/> if it is still unknown whether the service created the maintenance window. In that case, the
    /// window can be open.
    /// </summary>
    public bool MayBeOpen { get; private set; }

    private bool IsOver => _elapsed() > _confirmed + _duration;

    /// <summary>
    /// Creates the maintenance window. A cancellation stops only the wait. The create request continues, and <see cref="CloseAsync"/>
    /// closes the window.
    /// </summary>
    public async Task<Maintenance> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _opening = _closing is null
                ? _client.CreateMaintenanceAsync(_scope, _request, _observer, _abandonCreate.Token)
                : Task.FromCanceled<Maintenance>(new CancellationToken(true));
        }

        if (await Task.WhenAny(_opening, Task.Delay(Timeout.Infinite, cancellationToken)).ConfigureAwait(false) != _opening)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        Maintenance window = await _opening.ConfigureAwait(false);
        (Id, Status) = (window.Id, window.Status);
        return window;
    }

    /// <summary>Polls the maintenance window until it is active or can no longer become active. Returns the status of the window.</summary>
    public async Task<string?> WaitUntilActiveAsync(CancellationToken cancellationToken)
    {
        for (TimeSpan pause = FirstPoll; !MaintenanceStatus.IsActive(Status) && !MaintenanceStatus.IsOver(Status); pause = Double(pause))
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            Status = (await _client.GetMaintenanceAsync(_scope, Id!, _observer, cancellationToken).ConfigureAwait(false)).Status;
        }

        return Status;
    }

    /// <summary>
    /// Extends the maintenance window so that it ends one full duration from now. Adds the elapsed time to the requested end date. Does not
    /// read the clock of the machine, because the clock can jump.
    /// </summary>
    public async Task ExtendAsync(CancellationToken cancellationToken)
    {
        TimeSpan elapsed = _elapsed();
        MaintenancePatch patch = new() { EndDate = _request.EndDate + elapsed };
        await _client.UpdateMaintenanceAsync(_scope, Id!, patch, null, cancellationToken).ConfigureAwait(false);
        _confirmed = elapsed;
    }

    /// <summary>Prevents <see cref="CloseAsync"/> from closing the maintenance window.</summary>
    public void KeepOpen()
    {
        lock (_lock)
        {
            _closing ??= Task.CompletedTask;
        }
    }

    /// <summary>
    /// Closes the maintenance window. If the create request is still in progress, waits briefly for the response. Every call returns the
    /// same task.
    /// </summary>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _closing ??= CloseOnceAsync(cancellationToken);
        }
    }

    public void Dispose() => _abandonCreate.Dispose();

    private static TimeSpan Double(TimeSpan pause) => pause + pause < LongestPoll ? pause + pause : LongestPoll;

    private async Task CloseOnceAsync(CancellationToken cancellationToken)
    {
        if (_opening is null)
        {
            return;
        }

        await FindAsync(_opening, cancellationToken).ConfigureAwait(false);
        if (Id is not { } id)
        {
            return;
        }

        try
        {
            Maintenance closed = await _client.CancelMaintenanceAsync(_scope, id, _observer, cancellationToken).ConfigureAwait(false);
            if (MaintenanceStatus.IsPast(closed.Status))
            {
                EndedEarlier = closed;
            }
        }
        catch (CompassApiException failure) when (failure.Kind is CompassErrorKind.NotFound)
        {
            // The script has already removed the window.
        }
        catch (CompassApiException)
        {
            EndedEarlier = await FindEndedAsync(id, cancellationToken).ConfigureAwait(false);
            if (EndedEarlier is null)
            {
                throw;
            }
        }
    }

    // If the window could not be cancelled because it had already ended, returns the ended window. Otherwise returns null.
    private async Task<Maintenance?> FindEndedAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            Maintenance window = await _client.GetMaintenanceAsync(_scope, id, _observer, cancellationToken).ConfigureAwait(false);
            return MaintenanceStatus.IsOver(window.Status) ? window : null;
        }
        catch (CompassApiException)
        {
            return IsOver ? new Maintenance { Id = id, EndDate = End } : null;
        }
    }

    private async Task FindAsync(Task<Maintenance> opening, CancellationToken cancellationToken)
    {
        _abandonCreate.CancelAfter(CreateTimeout);
        MayBeOpen = true;
        try
        {
            Id = (await opening.ConfigureAwait(false)).Id;
        }
        catch (CompassApiException failure) when (failure.Kind is not CompassErrorKind.OutcomeUnknown)
        {
            // The service did not create a window, so there is no window to close.
        }
        catch (Exception exception) when (exception is CompassApiException or OperationCanceledException)
        {
            for (int lookup = 0; Id is null && lookup < Lookups; lookup++)
            {
                await Task.Delay(lookup == 0 ? TimeSpan.Zero : LookupPause, cancellationToken).ConfigureAwait(false);
                Id = await LookUpAsync(cancellationToken).ConfigureAwait(false);
            }

            if (Id is null)
            {
                return;
            }
        }

        MayBeOpen = false;
    }

    // Searches for the window, because the service may have created the window although the response was lost. If exactly one window
    // matches, returns its id. Otherwise returns null.
    private async Task<string?> LookUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            List<Maintenance> found = [];
            ListOptions open = new() { Type = KnownValues.NonExpired };
            await foreach (IReadOnlyList<Maintenance> page in _client.ListMaintenancesAsync(_scope, open, _observer, cancellationToken).ConfigureAwait(false))
            {
                found.AddRange(page.Where(window => _request.Matches(window, _request.StartDate + _elapsed())));
            }

            return found.Count == 1 ? found[0].Id : null;
        }
        catch (CompassApiException)
        {
            return null;
        }
    }
}
