using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>Provides the time, delays and random numbers. Tests replace this class by a simulated clock.</summary>
internal class Clock
{
    public static readonly Clock System = new();

    private static readonly Random Chance = new();

    public virtual TimeSpan Elapsed => new((long)(Stopwatch.GetTimestamp() * (TimeSpan.TicksPerSecond / (double)Stopwatch.Frequency)));

    public virtual DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public virtual double NextRandom()
    {
        lock (Chance)
        {
            return Chance.NextDouble();
        }
    }

    public virtual Task Delay(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
}
