using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Recovering;

/// <summary>A cancel whose repeat is refused asks for the window itself: if it is over, the work is done.</summary>
internal sealed class CancelRecovery : Recovery<Maintenance>
{
    private readonly Func<TimeSpan, CancellationToken, Task<Maintenance>> _get;

    /// <summary>Makes the recovery of one cancel.</summary>
    /// <param name="get">Gets the window, before a deadline.</param>
    public CancelRecovery(Func<TimeSpan, CancellationToken, Task<Maintenance>> get) => _get = get;

    /// <inheritdoc/>
    public override bool Explains(int status) => status is 400 or 409 or 422;

    /// <inheritdoc/>
    public override async Task<Found<Maintenance>> LookAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken)
    {
        Maintenance window = await _get(deadline, cancellationToken).ConfigureAwait(false);
        return IsOver(window.Status) ? Found<Maintenance>.This(window) : default;
    }

    private static bool IsOver(string? status) =>
        string.Equals(status, "cancelled", StringComparison.OrdinalIgnoreCase) || string.Equals(status, "past", StringComparison.OrdinalIgnoreCase);
}
