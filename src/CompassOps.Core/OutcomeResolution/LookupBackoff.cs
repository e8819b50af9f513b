using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// How long to wait before each look at a list that may lag behind: half a unit, one, two. The unit is the wait between repeats, kept
/// between half a second and two, because how far lists lag does not depend on how patient the user is.
/// </summary>
internal sealed class LookupBackoff
{
    private static readonly TimeSpan LeastUnit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestUnit = TimeSpan.FromSeconds(2);
    private static readonly double[] Units = { 0.5, 1, 2 };

    private readonly Clock _clock;
    private readonly TimeSpan _unit;

    /// <summary>Makes the pauses of one look-up.</summary>
    public LookupBackoff(Clock clock, TimeSpan retryInterval)
    {
        _clock = clock;
        _unit = retryInterval < LeastUnit ? LeastUnit : retryInterval > LongestUnit ? LongestUnit : retryInterval;
    }

    /// <summary>How many looks there are.</summary>
    public static int Count => Units.Length;

    /// <summary>Waits before the look of this number, the first being 0, but not beyond the deadline.</summary>
    public Task WaitAsync(int look, TimeSpan deadline, CancellationToken cancellationToken)
    {
        TimeSpan pause = new((long)(_unit.Ticks * Units[look]));
        TimeSpan left = deadline - _clock.Elapsed;
        return left <= TimeSpan.Zero ? Task.CompletedTask : _clock.Delay(pause < left ? pause : left, cancellationToken);
    }
}
