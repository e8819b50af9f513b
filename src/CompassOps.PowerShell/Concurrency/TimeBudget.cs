using System;
using System.Diagnostics;
using System.Threading;

namespace CompassOps.Concurrency;

/// <summary>
/// The time that a cmdlet may take for its own work: connecting, the look-up of teams, and the requests after it. The pipeline before it and the
/// user's answers do not count.
/// </summary>
internal sealed class TimeBudget
{
    // A timer measures no longer times. No single operation lasts that long.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Stopwatch _watch = new();
    private readonly TimeSpan? _limit;

    /// <param name="limit">The time; null for no limit.</param>
    public TimeBudget(TimeSpan? limit) => _limit = limit;

    /// <summary>The time that is left, or zero; null for no limit.</summary>
    public TimeSpan? Remaining => _limit is not { } limit ? null : _watch.Elapsed < limit ? limit - _watch.Elapsed : TimeSpan.Zero;

    /// <summary>Whether the time is up.</summary>
    public bool IsOver => Remaining == TimeSpan.Zero;

    /// <summary>Starts to count, and goes on until <see cref="Pause"/>.</summary>
    /// <param name="token">Ends the work for another reason.</param>
    /// <returns>A source whose token is cancelled when the time is up.</returns>
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

    /// <summary>Stops to count.</summary>
    public void Pause() => _watch.Stop();
}
