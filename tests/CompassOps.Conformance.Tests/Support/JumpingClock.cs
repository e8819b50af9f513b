using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Conformance.Tests.Support;

/// <summary>
/// A clock for clients in tests. Each delay ends immediately and advances the clock. Between delays, the clock does not move.
/// </summary>
internal sealed class JumpingClock : Clock
{
    private static readonly TimeSpan Start = TimeSpan.FromDays(1);
    private readonly object _lock = new();
    private readonly Random _random = new(4);
    private TimeSpan _elapsed = Start;

    public TimeSpan Waited => Elapsed - Start;

    public override TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    public override double NextRandom()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }

    public override Task Delay(TimeSpan time, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _elapsed += time;
        }

        return Task.CompletedTask;
    }
}
