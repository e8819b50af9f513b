using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Looks for the window that a create of unknown outcome may have made: several times, because lists lag behind, and adopting it only
/// if there is exactly one that nobody in this process has claimed and that was not seen before the create was sent.
/// </summary>
internal sealed class MaintenanceCreateResolver : OutcomeResolver<Maintenance>
{
    private const int MostNamed = 10;

    private readonly CompassClient _client;
    private readonly MaintenanceScope _scope;
    private readonly MaintenanceFingerprint _print;
    private readonly SeenMaintenances _ledger;
    private readonly IRequestObserver? _observer;
    private readonly long _sentAfter;

    /// <summary>Makes the look-up for one create that is about to be sent.</summary>
    public MaintenanceCreateResolver(
        CompassClient client, MaintenanceScope scope, MaintenanceFingerprint print, SeenMaintenances ledger, IRequestObserver? observer)
    {
        _client = client;
        _scope = scope;
        _print = print;
        _ledger = ledger;
        _observer = observer;
        _sentAfter = ledger.Position;
    }

    /// <inheritdoc/>
    public override string WhatToCheck =>
        $"Look whether there is a maintenance {_print} ({_scope}) before creating it again.";

    /// <inheritdoc/>
    public override bool LeavesDoubt(AttemptOutcome outcome, int status) => RetryPolicy.MayBeDone(outcome, status);

    /// <inheritdoc/>
    public override bool IsExplainedBy(int status) => false;

    /// <inheritdoc/>
    public override async Task<Resolution<Maintenance>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        LookupBackoff pauses = new(_client, deadline);
        List<Maintenance> unclear = new();
        for (int look = 0; look < LookupBackoff.Count; look++)
        {
            await pauses.WaitAsync(look, cancellationToken).ConfigureAwait(false);

            // By the service's clock the window may be over already; the last look makes sure.
            string type = look == LookupBackoff.Count - 1 ? "all" : "non-expired";
            unclear.Clear();
            List<Maintenance> matches = await FindAsync(type, unclear, deadline, cancellationToken).ConfigureAwait(false);
            if (matches.Count > 1)
            {
                throw Unknown("there are several that it could be", matches);
            }

            if (matches.Count == 1 && _ledger.TryClaim(matches[0].Id))
            {
                return Resolution<Maintenance>.This(matches[0]);
            }
        }

        return unclear.Count == 0 ? default : throw Unknown("some do not tell when they begin", unclear);
    }

    private async Task<List<Maintenance>> FindAsync(string type, List<Maintenance> unclear, TimeSpan deadline, CancellationToken cancellationToken)
    {
        List<Maintenance> matches = new();
        string path = OperationPath.OfList(CompassClient.ListOperation(_scope), _scope.TeamId, new ListOptions { Type = type });
        await foreach (IReadOnlyList<Maintenance> page in _client
            .ListMaintenancesAsync(_scope, path, null, _observer, deadline, cancellationToken).ConfigureAwait(false))
        {
            IEnumerable<Maintenance> fresh = page.Where(window => _ledger.MayBeNewSince(window.Id, _sentAfter));
            matches.AddRange(fresh.Where(_print.Matches));
            unclear.AddRange(fresh.Where(MaintenanceFingerprint.IsUnclear));
        }

        return matches;
    }

    private CompassApiException Unknown(string why, List<Maintenance> windows) => new(
        CompassErrorKind.OutcomeUnknown, CompassClient.ListOperation(_scope).Name,
        $"{why}: {string.Join(", ", windows.Take(MostNamed).Select(static window => window.Id))}{(windows.Count > MostNamed ? ", …" : "")}");
}
