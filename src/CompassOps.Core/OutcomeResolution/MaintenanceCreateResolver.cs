using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Finds out whether the service created a maintenance window, by searching the list of windows several times. Throws an exception if
/// several windows match equally well, or if there are only uncertain matches. Ignores windows that other create requests of this process
/// have created, and windows that this process had listed before the request.
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

    /// <summary>
    /// Creates the resolver. Call the constructor before the create request is sent, because the constructor records the current time.
    /// </summary>
    /// <param name="list">Lists the windows of the scope. The arguments are the list type, the deadline and the cancellation token.</param>
    /// <param name="listing">The list operation, for error messages.</param>
    /// <param name="backoff">Waits before each search.</param>
    /// <param name="scope">The scope of the window.</param>
    /// <param name="fingerprint">Recognizes the window.</param>
    /// <param name="seen">The windows that this process has listed or created.</param>
    /// <param name="time">Provides the current time of the service.</param>
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

    public override string Remedy =>
        Messages.CheckWindow(_fingerprint.ToString(), _scope.ToString());

    public override bool LeavesDoubt(AttemptOutcome outcome, int status) => true;

    public override bool IsExplainedBy(int status) => false;

    public override async Task<Resolution<Maintenance>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        List<Maintenance> possible = new();
        for (int lookup = 0; lookup < LookupBackoff.Count; lookup++)
        {
            await _backoff.WaitAsync(lookup, deadline, cancellationToken).ConfigureAwait(false);

            // Include past windows in the last search, because a short window can have ended already.
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
    /// Returns the windows that match exactly. If there are none, returns the windows that match except for values that the service
    /// changed. Adds uncertain matches to <paramref name="possible"/>.
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
