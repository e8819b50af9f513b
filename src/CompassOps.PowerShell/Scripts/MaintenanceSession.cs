using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Scripts;

/// <summary>
/// One maintenance window from its creation to its end: opens, extends and closes it. The end of the script and the end of the process may
/// come at the same time; the window is closed once.
/// </summary>
internal sealed class MaintenanceSession : IDisposable
{
    // The time that a create under way may still take once the window is to be closed.
    private static readonly TimeSpan CreateTimeout = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);

    // Lists lag. All look-ups together leave time to cancel the window within the five seconds of an interruption.
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

    /// <param name="client">The client; it must stay usable until the window is closed.</param>
    /// <param name="scope">The scope of the window.</param>
    /// <param name="request">The window, which begins now.</param>
    /// <param name="elapsed">Returns the time since the start date of <paramref name="request"/>.</param>
    /// <param name="observer">Receives the requests of opening and closing.</param>
    public MaintenanceSession(CompassClient client, MaintenanceScope scope, MaintenanceCreate request, Func<TimeSpan> elapsed, IRequestObserver? observer)
    {
        _client = client;
        _scope = scope;
        _request = request;
        _duration = request.EndDate - request.StartDate;
        _elapsed = elapsed;
        _observer = observer;
    }

    /// <summary>The end of the window that the service confirmed last.</summary>
    public DateTimeOffset End => _request.EndDate + _confirmed;

    /// <summary>The status of the window that was seen last.</summary>
    public string? Status { get; private set; }

    /// <summary>After <see cref="CloseAsync"/>: the window as found, if it had ended before it was closed; else null.</summary>
    public Maintenance? EndedEarlier { get; private set; }

    /// <summary>The id of the window once it is opened, or found when it is closed.</summary>
    public string? Id { get; private set; }

    /// <summary>After <see cref="CloseAsync"/>: whether the outcome of the create stayed unknown, so that a window may be open.</summary>
    public bool MayBeOpen { get; private set; }

    private bool IsOver => _elapsed() > _confirmed + _duration;

    /// <summary>Creates the window. If this is cancelled, the request goes on until <see cref="CloseAsync"/>, which closes what it has created.</summary>
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

    /// <summary>Polls the window until it is active or can no longer become active. Returns its status.</summary>
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
    /// Moves the window's end so that it is its whole duration ahead. Counts from the end that the service confirmed, not from the machine's clock.
    /// </summary>
    public async Task ExtendAsync(CancellationToken cancellationToken)
    {
        TimeSpan elapsed = _elapsed();
        MaintenancePatch patch = new() { EndDate = _request.EndDate + elapsed };
        await _client.UpdateMaintenanceAsync(_scope, Id!, patch, null, cancellationToken).ConfigureAwait(false);
        _confirmed = elapsed;
    }

    /// <summary>Leaves the window open for good.</summary>
    public void KeepOpen()
    {
        lock (_lock)
        {
            _closing ??= Task.CompletedTask;
        }
    }

    /// <summary>Closes the window, also one that is still being created. Every call returns the same task.</summary>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _closing ??= CloseOnceAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
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
            // The script has removed the window.
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

    // The window cannot be cancelled if it is past, or if somebody else has ended it.
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
            // Every other error means that no window was created.
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

    // The create may have been carried out although its response was lost. Several matching windows cannot be distinguished.
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
