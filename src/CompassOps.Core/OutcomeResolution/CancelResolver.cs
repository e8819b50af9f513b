using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Reads the maintenance window if the service rejects the retry of a cancel request, because an earlier attempt can have succeeded. If the
/// window is cancelled or past, the cancel operation counts as successful.
/// </summary>
internal sealed class CancelResolver : OutcomeResolver<Maintenance?>
{
    private readonly Func<TimeSpan, CancellationToken, Task<Maintenance>> _get;

    public CancelResolver(Func<TimeSpan, CancellationToken, Task<Maintenance>> get) => _get = get;

    public override bool IsExplainedBy(int status) => status is 400 or 409 or 422;

    public override async Task<Resolution<Maintenance?>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        Maintenance window = await _get(deadline, cancellationToken).ConfigureAwait(false);
        return IsOver(window.Status) ? Resolution<Maintenance?>.Of(window) : default;
    }

    private static bool IsOver(string? status) =>
        string.Equals(status, KnownValues.Cancelled, StringComparison.OrdinalIgnoreCase) || string.Equals(status, KnownValues.Past, StringComparison.OrdinalIgnoreCase);
}
