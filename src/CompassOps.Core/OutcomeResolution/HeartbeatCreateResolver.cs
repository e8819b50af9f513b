using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>Looks a heartbeat up by its name, after a create whose outcome is unknown.</summary>
internal sealed class HeartbeatCreateResolver : OutcomeResolver<Heartbeat>
{
    private readonly Func<TimeSpan, CancellationToken, Task<Heartbeat?>> _find;
    private readonly LookupBackoff _backoff;
    private readonly string _teamId;
    private readonly HeartbeatCreate _request;

    /// <summary>Creates the resolver of one create.</summary>
    /// <param name="find">Finds the heartbeat of the request's name, in any case, before a deadline.</param>
    /// <param name="backoff">Waits between look-ups.</param>
    /// <param name="teamId">The team.</param>
    /// <param name="request">The create.</param>
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
    /// <remarks>If the service itself reports a failure and lists no such name, the create did not happen.</remarks>
    public override bool LeavesDoubt(AttemptOutcome outcome, int status) =>
        outcome != AttemptOutcome.Refusal || status is 408 or 502 or 504 or (>= 520 and not 529);

    /// <inheritdoc/>
    public override async Task<Resolution<Heartbeat>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        // Names are unique, so a retry cannot create a duplicate. One look-up is enough unless it is the last, or the name is taken.
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

    // Only the exact name proves the create, until the service reports that the name is taken.
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

    /// <summary>Returns whether the values match. An empty request matches the service's default.</summary>
    private static bool Same(string? requested, string? actual) =>
        string.IsNullOrWhiteSpace(requested) || ServiceEquality.SameText(requested, actual, StringComparison.OrdinalIgnoreCase);
}
