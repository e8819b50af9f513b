using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Looks for the window that a create of unknown outcome may have made: several times, because lists lag behind, and adopting it only
/// if there is exactly one that nobody in this process has claimed and that was not seen before the create was sent.
/// </summary>
internal sealed class MaintenanceCreateResolver : OutcomeResolver<Maintenance>
{
    private const int MostNamed = 10;

    private readonly Func<string, TimeSpan, CancellationToken, IAsyncEnumerable<IReadOnlyList<Maintenance>>> _list;
    private readonly LookupBackoff _backoff;
    private readonly Operation _listing;
    private readonly MaintenanceScope _scope;
    private readonly MaintenanceFingerprint _print;
    private readonly SeenMaintenances _ledger;
    private readonly long _sentAfter;
    private readonly ServiceTimeObserver _time;
    private readonly TimeSpan _sentAt;

    /// <summary>Makes the look-up for one create that is about to be sent.</summary>
    /// <param name="list">Lists the scope's windows of a type, before a deadline.</param>
    /// <param name="listing">The operation that does so.</param>
    /// <param name="backoff">Waits between look-ups.</param>
    /// <param name="scope">Whose window is created.</param>
    /// <param name="print">Recognises the window.</param>
    /// <param name="ledger">The windows that this process knows.</param>
    /// <param name="time">Knows the service's clock; it observes the lists.</param>
    public MaintenanceCreateResolver(
        Func<string, TimeSpan, CancellationToken, IAsyncEnumerable<IReadOnlyList<Maintenance>>> list, Operation listing, LookupBackoff backoff,
        MaintenanceScope scope, MaintenanceFingerprint print, SeenMaintenances ledger, ServiceTimeObserver time)
    {
        _list = list;
        _listing = listing;
        _backoff = backoff;
        _scope = scope;
        _print = print;
        _ledger = ledger;
        _time = time;
        _sentAfter = ledger.Position;
        _sentAt = time.Elapsed;
    }

    /// <inheritdoc/>
    public override string WhatToCheck =>
        Messages.CheckWindow(_print.ToString(), _scope.ToString());

    /// <inheritdoc/>
    public override bool LeavesDoubt(AttemptOutcome outcome, int status) => RetryPolicy.MayBeDone(outcome, status);

    /// <inheritdoc/>
    public override bool IsExplainedBy(int status) => false;

    /// <inheritdoc/>
    public override async Task<Resolution<Maintenance>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        List<Maintenance> possible = new();
        for (int look = 0; look < LookupBackoff.Count; look++)
        {
            await _backoff.WaitAsync(look, deadline, cancellationToken).ConfigureAwait(false);

            // By the service's clock the window may be over already; the last look makes sure.
            string type = look == LookupBackoff.Count - 1 ? "all" : "non-expired";
            possible.Clear();
            List<Maintenance> matches = await FindAsync(type, possible, deadline, cancellationToken).ConfigureAwait(false);
            if (matches.Count > 1)
            {
                throw Unknown(Messages.SeveralWindows, matches);
            }

            if (matches.Count == 1 && _ledger.TryClaim(matches[0].Id))
            {
                return Resolution<Maintenance>.This(matches[0]);
            }
        }

        return possible.Count == 0 ? default : throw Unknown(Messages.PossibleWindows, possible);
    }

    /// <summary>The windows that are the one, only those with the very instants if there are any; and those that may be it.</summary>
    private async Task<List<Maintenance>> FindAsync(string type, List<Maintenance> possible, TimeSpan deadline, CancellationToken cancellationToken)
    {
        List<Maintenance> same = new();
        List<Maintenance> exact = new();
        await foreach (IReadOnlyList<Maintenance> page in _list(type, deadline, cancellationToken).ConfigureAwait(false))
        {
            DateTimeOffset now = _time.Now;
            DateTimeOffset sent = now - (_time.Elapsed - _sentAt);
            foreach (Maintenance window in page.Where(window => _ledger.MayBeNewSince(window.Id, _sentAfter)))
            {
                (_print.Compare(window, sent, now) switch
                {
                    Resemblance.Exact => exact,
                    Resemblance.Same => same,
                    Resemblance.Possible => possible,
                    _ => null,
                })?.Add(window);
            }
        }

        return exact.Count > 0 ? exact : same;
    }

    private CompassApiException Unknown(Func<string, string> why, List<Maintenance> windows) => new(
        CompassErrorKind.OutcomeUnknown, _listing.Name,
        why(string.Join(", ", windows.Take(MostNamed).Select(static window => window.Id)) + (windows.Count > MostNamed ? ", …" : "")));
}
