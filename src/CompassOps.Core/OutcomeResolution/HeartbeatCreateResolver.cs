using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>Finds out whether the service created a heartbeat, by searching for the name of the heartbeat.</summary>
internal sealed class HeartbeatCreateResolver : OutcomeResolver<Heartbeat>
{
    private readonly Func<TimeSpan, CancellationToken, Task<Heartbeat?>> _find;
    private readonly LookupBackoff _backoff;
    private readonly string _teamId;
    private readonly HeartbeatCreate _request;

    /// <param name="find">Searches for a heartbeat with the requested name, in any letter case, until a deadline.</param>
    /// <param name="backoff">Waits before each search.</param>
    /// <param name="teamId">The id of the team.</param>
    /// <param name="request">The heartbeat to create.</param>
    public HeartbeatCreateResolver(
        Func<TimeSpan, CancellationToken, Task<Heartbeat?>> find, LookupBackoff backoff, string teamId, HeartbeatCreate request)
    {
        _find = find;
        _backoff = backoff;
        _teamId = teamId;
        _request = request;
    }

    public override string Remedy => Messages.CheckHeartbeat(_teamId, PlainText.Line(_request.Name));

    public override bool IsExplainedBy(int status) => status == 409;

    /// <summary>
    /// Returns true for a timeout, a lost connection or a gateway error, because the service can still create the heartbeat later. Returns
    /// false for other errors, because the service itself sent the error and does not create the heartbeat later.
    /// </summary>
    public override bool LeavesDoubt(AttemptOutcome outcome, int status) =>
        outcome != AttemptOutcome.Refusal || status is 408 or 502 or 504 or (>= 520 and not 529);

    public override async Task<Resolution<Heartbeat>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        // The list does not always show a new heartbeat immediately. Search several times if the client will not retry, or if the service
        // reports that the name exists. Before a retry, one search is enough, because a retry cannot create a duplicate name.
        Heartbeat? found = await FindAsync(refused, deadline, cancellationToken).ConfigureAwait(false);
        for (int lookup = 0; found is null && thorough && lookup < LookupBackoff.Count; lookup++)
        {
            await _backoff.WaitAsync(lookup, deadline, cancellationToken).ConfigureAwait(false);
            found = await FindAsync(refused, deadline, cancellationToken).ConfigureAwait(false);
        }

        if (found is null)
        {
            return default;
        }

        if (found.Interval is null)
        {
            throw new CompassApiException(
                CompassErrorKind.OutcomeUnknown, Operations.ListHeartbeats.Name, Messages.HeartbeatUnreadable);
        }

        return IsAsRequested(found)
            ? Resolution<Heartbeat>.Of(found)
            : throw new CompassApiException(
                CompassErrorKind.Conflict, Operations.CreateHeartbeat.Name,
                Messages.HeartbeatDiffers(Operations.CreateHeartbeat.Name, PlainText.Line(_request.Name)))
            {
                Remedy = Messages.ChangeHeartbeat,
            };
    }

    // Returns the heartbeat with the requested name, or null. Accepts a name in different letter case only after the service has reported
    // that the name exists.
    private async Task<Heartbeat?> FindAsync(bool isTaken, TimeSpan deadline, CancellationToken cancellationToken)
    {
        Heartbeat? found = await _find(deadline, cancellationToken).ConfigureAwait(false);
        return isTaken || ServiceEquality.SameText(found?.Name, _request.Name) ? found : null;
    }

    private bool IsAsRequested(Heartbeat found) =>
        SamePeriod(found)
        && (found.Enabled is null || found.Enabled == _request.Enabled)
        && Same(_request.Description, found.Description)
        && Same(_request.AlertMessage, found.AlertMessage)
        && Same(_request.AlertPriority, found.AlertPriority)
        && (_request.AlertTags is null || ServiceEquality.SameTags(_request.AlertTags, found.AlertTags));

    private bool SamePeriod(Heartbeat found) =>
        (found.Period is { } period && period == HeartbeatPeriod.From(_request.Interval, _request.IntervalUnit))
        || (found.Interval == _request.Interval && string.Equals(found.IntervalUnit, _request.IntervalUnit, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Returns whether two values are the same. If the request has no value, accepts every actual value, because the service can set a
    /// default.
    /// </summary>
    private static bool Same(string? requested, string? actual) =>
        string.IsNullOrWhiteSpace(requested) || ServiceEquality.SameText(requested, actual, StringComparison.OrdinalIgnoreCase);
}
