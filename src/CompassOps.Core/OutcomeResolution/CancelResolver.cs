using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>Reads the window after the service refused the retry of a cancel. If the window has ended, the cancel succeeded.</summary>
internal sealed class CancelResolver : OutcomeResolver<Maintenance?>
{
    private readonly Func<TimeSpan, CancellationToken, Task<Maintenance>> _get;

    /// <summary>Creates the resolver of one cancel request.</summary>
    /// <param name="get">Gets the window within a deadline.</param>
    public CancelResolver(Func<TimeSpan, CancellationToken, Task<Maintenance>> get) => _get = get;

    /// <inheritdoc/>
    public override bool IsExplainedBy(int status) => status is 400 or 409 or 422;

    /// <inheritdoc/>
    public override async Task<Resolution<Maintenance?>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        Maintenance window = await _get(deadline, cancellationToken).ConfigureAwait(false);
        return IsOver(window.Status) ? Resolution<Maintenance?>.Of(window) : default;
    }

    private static bool IsOver(string? status) =>
        string.Equals(status, KnownValues.Cancelled, StringComparison.OrdinalIgnoreCase) || string.Equals(status, KnownValues.Past, StringComparison.OrdinalIgnoreCase);
}
