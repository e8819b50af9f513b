using System;
using System.Diagnostics;
using System.Threading;

namespace CompassOps.Concurrency;

/// <summary>
/// Measures the time that a cmdlet needs to connect, to find teams by name, and to send requests. The time of earlier commands in the
/// pipeline and of user prompts does not count.
/// </summary>
internal sealed class TimeBudget
{
    // The maximum time that timers support. No single operation takes this long.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Stopwatch _watch = new();
    private readonly TimeSpan? _limit;

    public TimeBudget(TimeSpan? limit) => _limit = limit;

    /// <summary>The remaining time, or zero if the time limit has expired. Null if there is no limit.</summary>
    public TimeSpan? Remaining => _limit is not { } limit ? null : _watch.Elapsed < limit ? limit - _watch.Elapsed : TimeSpan.Zero;

    public bool IsOver => Remaining == TimeSpan.Zero;

    /// <summary>Starts the time measurement, which continues until <see cref="Pause"/> is called.</summary>
    /// <param name="token">A token that also cancels the returned source.</param>
    /// <returns>A source whose token is cancelled when the time limit expires.</returns>
    public CancellationTokenSource Start(CancellationToken token)
    {
        _watch.Start();
        CancellationTokenSource expiry = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (IsOver)
        {
            expiry.Cancel();
        }
        else if (Remaining is { } left && left < Longest)
        {
            expiry.CancelAfter(left);
        }

        return expiry;
    }

    public void Pause() => _watch.Stop();
}
