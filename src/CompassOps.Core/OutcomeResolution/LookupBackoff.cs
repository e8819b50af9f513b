using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Waits before each search for a new object, because the lists of the service do not show a new object immediately. The delays are 0.5,
/// 1, 2 and 4 times the retry interval. An interval below 0.5 s counts as 0.5 s, and an interval above 2 s counts as 2 s.
/// </summary>
internal sealed class LookupBackoff
{
    private static readonly TimeSpan LeastUnit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestUnit = TimeSpan.FromSeconds(2);
    private static readonly double[] Units = { 0.5, 1, 2, 4 };

    private readonly Clock _clock;
    private readonly TimeSpan _unit;

    public LookupBackoff(Clock clock, TimeSpan retryInterval)
    {
        _clock = clock;
        _unit = retryInterval < LeastUnit ? LeastUnit : retryInterval > LongestUnit ? LongestUnit : retryInterval;
    }

    public static int Count => Units.Length;

    /// <summary>Waits before a search, at most until the deadline.</summary>
    /// <param name="lookup">The number of the search, starting at 0.</param>
    /// <param name="deadline">The time, on the monotonic clock, at which the operation must end.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task WaitAsync(int lookup, TimeSpan deadline, CancellationToken cancellationToken)
    {
        TimeSpan pause = new((long)(_unit.Ticks * Units[lookup]));
        TimeSpan left = deadline - _clock.Elapsed;
        return left <= TimeSpan.Zero ? Task.CompletedTask : _clock.Delay(pause < left ? pause : left, cancellationToken);
    }
}
