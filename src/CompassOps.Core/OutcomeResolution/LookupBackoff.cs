using System;
using System.Threading;
using System.Threading.Tasks;

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

    private readonly CompassClient _client;
    private readonly TimeSpan _deadline;

    /// <summary>Makes the pauses of one look-up.</summary>
    public LookupBackoff(CompassClient client, TimeSpan deadline)
    {
        _client = client;
        _deadline = deadline;
    }

    /// <summary>How many looks there are.</summary>
    public static int Count => Units.Length;

    /// <summary>Waits before the look of this number, the first being 0, but not beyond the deadline.</summary>
    public Task WaitAsync(int look, CancellationToken cancellationToken)
    {
        TimeSpan unit = _client.RetryInterval < LeastUnit ? LeastUnit : _client.RetryInterval > LongestUnit ? LongestUnit : _client.RetryInterval;
        TimeSpan pause = new((long)(unit.Ticks * Units[look]));
        TimeSpan left = _deadline - _client.Clock.Elapsed;
        return left <= TimeSpan.Zero ? Task.CompletedTask : _client.Clock.Delay(pause < left ? pause : left, cancellationToken);
    }
}
