using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>Looks up a heartbeat by its name after a create request whose outcome is unknown.</summary>
internal sealed class HeartbeatCreateResolver : OutcomeResolver<Heartbeat>
{
    private readonly Func<TimeSpan, CancellationToken, Task<Heartbeat?>> _find;
    private readonly LookupBackoff _backoff;
    private readonly string _teamId;
    private readonly HeartbeatCreate _request;

    /// <summary>Creates the resolver of one create request.</summary>
    /// <param name="find">Finds the heartbeat with the name of the request, in any case, within a deadline.</param>
    /// <param name="backoff">Delays each look-up.</param>
    /// <param name="teamId">The team.</param>
    /// <param name="request">The heartbeat to create.</param>
    public HeartbeatCreateResolver(
        Func<TimeSpan, CancellationToken, Task<Heartbeat?>> find, LookupBackoff backoff, string teamId, HeartbeatCreate request)
    {
        _find = find;
        _backoff = backoff;
        _teamId = teamId;
        _request = request;
    }

    /// <inheritdoc/>
    public override string Remedy => Messages.CheckHeartbeat(_teamId, PlainText.Line(_request.Name));

    /// <inheritdoc/>
    public override bool IsExplainedBy(int status) => status == 409;

    /// <inheritdoc/>
    /// <remarks>If the service itself reports a failure, and its list does not contain the name, the heartbeat was not created.</remarks>
    public override bool LeavesDoubt(AttemptOutcome outcome, int status) =>
        outcome != AttemptOutcome.Refusal || status is 408 or 502 or 504 or (>= 520 and not 529);

    /// <inheritdoc/>
    public override async Task<Resolution<Heartbeat>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        // A retry cannot create a duplicate, because names are unique. Therefore one look-up is enough before a retry. Look several times
        // if no retry follows, or if the name is taken.
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

    // Accept a name in another case only if the service has reported that the name is taken.
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
    /// Returns whether the values match. An empty requested value matches every value, because the service may insert a default.
    /// </summary>
    private static bool Same(string? requested, string? actual) =>
        string.IsNullOrWhiteSpace(requested) || ServiceEquality.SameText(requested, actual, StringComparison.OrdinalIgnoreCase);
}
