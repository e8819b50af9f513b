using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Looks up a window after a create request whose outcome is unknown. It looks several times, because the list may be out of date. It
/// accepts a window only if it is the only match. It ignores windows that another create request of this process has claimed, and windows
/// that a list contained before the request was sent.
/// </summary>
internal sealed class MaintenanceCreateResolver : OutcomeResolver<Maintenance>
{
    private const int MostNamed = 10;

    private readonly Func<string, TimeSpan, CancellationToken, IAsyncEnumerable<IReadOnlyList<Maintenance>>> _list;
    private readonly LookupBackoff _backoff;
    private readonly Operation _listing;
    private readonly MaintenanceScope _scope;
    private readonly MaintenanceFingerprint _fingerprint;
    private readonly SeenMaintenances _seen;
    private readonly long _sentAfter;
    private readonly ServiceTimeObserver _time;
    private readonly TimeSpan _sentAt;

    /// <summary>Creates the resolver of one create request. Call this before the request is sent.</summary>
    /// <param name="list">Lists the windows of the scope by list type, within a deadline.</param>
    /// <param name="listing">The list operation, which error messages name.</param>
    /// <param name="backoff">Delays each look-up.</param>
    /// <param name="scope">The scope of the window.</param>
    /// <param name="fingerprint">Recognises the window to create.</param>
    /// <param name="seen">The windows that this process has listed, created or claimed.</param>
    /// <param name="time">Provides the service's time, which it reads from the list responses.</param>
    public MaintenanceCreateResolver(
        Func<string, TimeSpan, CancellationToken, IAsyncEnumerable<IReadOnlyList<Maintenance>>> list, Operation listing, LookupBackoff backoff,
        MaintenanceScope scope, MaintenanceFingerprint fingerprint, SeenMaintenances seen, ServiceTimeObserver time)
    {
        _list = list;
        _listing = listing;
        _backoff = backoff;
        _scope = scope;
        _fingerprint = fingerprint;
        _seen = seen;
        _time = time;
        _sentAfter = seen.Position;
        _sentAt = time.Elapsed;
    }

    /// <inheritdoc/>
    public override string Remedy =>
        Messages.CheckWindow(_fingerprint.ToString(), _scope.ToString());

    /// <inheritdoc/>
    public override bool LeavesDoubt(AttemptOutcome outcome, int status) => true;

    /// <inheritdoc/>
    public override bool IsExplainedBy(int status) => false;

    /// <inheritdoc/>
    public override async Task<Resolution<Maintenance>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        List<Maintenance> possible = new();
        for (int lookup = 0; lookup < LookupBackoff.Count; lookup++)
        {
            await _backoff.WaitAsync(lookup, deadline, cancellationToken).ConfigureAwait(false);

            // The window may have ended already by the service's clock, so the last look-up includes past windows.
            string type = lookup == LookupBackoff.Count - 1 ? KnownValues.All : KnownValues.NonExpired;
            possible.Clear();
            List<Maintenance> matches = await FindAsync(type, possible, deadline, cancellationToken).ConfigureAwait(false);
            if (matches.Count > 1)
            {
                throw Unknown(Messages.SeveralWindows, matches);
            }

            if (matches.Count == 1 && _seen.TryClaim(matches[0].Id))
            {
                return Resolution<Maintenance>.Of(matches[0]);
            }
        }

        return possible.Count == 0 ? default : throw Unknown(Messages.PossibleWindows, possible);
    }

    /// <summary>
    /// Returns the matching windows. If some match exactly, returns only these. Adds windows that may match to the second list.
    /// </summary>
    private async Task<List<Maintenance>> FindAsync(string type, List<Maintenance> possible, TimeSpan deadline, CancellationToken cancellationToken)
    {
        List<Maintenance> same = new();
        List<Maintenance> exact = new();
        await foreach (IReadOnlyList<Maintenance> page in _list(type, deadline, cancellationToken).ConfigureAwait(false))
        {
            DateTimeOffset now = _time.Now;
            DateTimeOffset sent = now - (_time.Elapsed - _sentAt);
            foreach (Maintenance window in page.Where(window => _seen.MayBeNewSince(window.Id, _sentAfter)))
            {
                (_fingerprint.Compare(window, sent, now) switch
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
