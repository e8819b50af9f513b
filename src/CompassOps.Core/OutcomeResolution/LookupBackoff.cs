using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Waits before each look-up in a list that may lag: half a unit, one, two, four. The unit is the retry interval, limited to between half
/// a second and two, because the lag of lists does not depend on the user's settings.
/// </summary>
internal sealed class LookupBackoff
{
    private static readonly TimeSpan LeastUnit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestUnit = TimeSpan.FromSeconds(2);
    private static readonly double[] Units = { 0.5, 1, 2, 4 };

    private readonly Clock _clock;
    private readonly TimeSpan _unit;

    /// <summary>Creates the delays of one look-up.</summary>
    public LookupBackoff(Clock clock, TimeSpan retryInterval)
    {
        _clock = clock;
        _unit = retryInterval < LeastUnit ? LeastUnit : retryInterval > LongestUnit ? LongestUnit : retryInterval;
    }

    /// <summary>The number of look-ups.</summary>
    public static int Count => Units.Length;

    /// <summary>Waits before the look-up of this number, from 0, but not beyond the deadline.</summary>
    public Task WaitAsync(int lookup, TimeSpan deadline, CancellationToken cancellationToken)
    {
        TimeSpan pause = new((long)(_unit.Ticks * Units[lookup]));
        TimeSpan left = deadline - _clock.Elapsed;
        return left <= TimeSpan.Zero ? Task.CompletedTask : _clock.Delay(pause < left ? pause : left, cancellationToken);
    }
}
