using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>A cancel whose repeat is refused asks for the window itself: if it is over, the work is done.</summary>
internal sealed class CancelResolver : OutcomeResolver<Maintenance?>
{
    private readonly Func<TimeSpan, CancellationToken, Task<Maintenance>> _get;

    /// <summary>Makes the recovery of one cancel.</summary>
    /// <param name="get">Gets the window, before a deadline.</param>
    public CancelResolver(Func<TimeSpan, CancellationToken, Task<Maintenance>> get) => _get = get;

    /// <inheritdoc/>
    public override bool IsExplainedBy(int status) => status is 400 or 409 or 422;

    /// <inheritdoc/>
    public override async Task<Resolution<Maintenance?>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        Maintenance window = await _get(deadline, cancellationToken).ConfigureAwait(false);
        return IsOver(window.Status) ? Resolution<Maintenance?>.This(window) : default;
    }

    private static bool IsOver(string? status) =>
        string.Equals(status, "cancelled", StringComparison.OrdinalIgnoreCase) || string.Equals(status, "past", StringComparison.OrdinalIgnoreCase);
}
