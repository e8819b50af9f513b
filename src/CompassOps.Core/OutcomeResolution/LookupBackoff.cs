using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Waits before each look-up of a new object, because lists show new objects with a delay. The pauses are 0.5, 1, 2 and 4 times the retry
/// interval. An interval below 0.5 or above 2 seconds is replaced by that limit: the user's settings do not change the delay of the service.
/// </summary>
internal sealed class LookupBackoff
{
    private static readonly TimeSpan LeastUnit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestUnit = TimeSpan.FromSeconds(2);
    private static readonly double[] Units = { 0.5, 1, 2, 4 };

    private readonly Clock _clock;
    private readonly TimeSpan _unit;

    /// <summary>Creates the pauses for one object.</summary>
    public LookupBackoff(Clock clock, TimeSpan retryInterval)
    {
        _clock = clock;
        _unit = retryInterval < LeastUnit ? LeastUnit : retryInterval > LongestUnit ? LongestUnit : retryInterval;
    }

    /// <summary>The number of look-ups.</summary>
    public static int Count => Units.Length;

    /// <summary>Waits before a look-up, but not beyond the deadline. The number of the first look-up is 0.</summary>
    public Task WaitAsync(int lookup, TimeSpan deadline, CancellationToken cancellationToken)
    {
        TimeSpan pause = new((long)(_unit.Ticks * Units[lookup]));
        TimeSpan left = deadline - _clock.Elapsed;
        return left <= TimeSpan.Zero ? Task.CompletedTask : _clock.Delay(pause < left ? pause : left, cancellationToken);
    }
}
