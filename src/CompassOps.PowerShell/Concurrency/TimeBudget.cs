using System;
using System.Diagnostics;
using System.Threading;

namespace CompassOps.Concurrency;

/// <summary>
/// Measures how long a cmdlet works, and compares this time with an optional limit. A caller can pause the measurement, such as while the
/// user answers a prompt.
/// </summary>
internal sealed class TimeBudget
{
    // The maximum time that CancelAfter accepts on .NET Framework: almost 25 days. No operation takes so long, so a longer limit needs no
    // timer.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Stopwatch _watch = new();
    private readonly TimeSpan? _limit;

    public TimeBudget(TimeSpan? limit) => _limit = limit;

    /// <summary>The remaining time, or zero if the time limit has expired. Null if there is no limit.</summary>
    public TimeSpan? Remaining => _limit is not { } limit ? null : _watch.Elapsed < limit ? limit - _watch.Elapsed : TimeSpan.Zero;

    public bool IsOver => Remaining == TimeSpan.Zero;

    /// <summary>Starts the time measurement, which continues until <see cref="Pause"/> is called.</summary>
    /// <returns>A source whose token is cancelled when the time limit expires or <paramref name="token"/> is cancelled.</returns>
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
