using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>Provides time and random numbers. Tests replace it.</summary>
internal class Clock
{
    /// <summary>The system's clock.</summary>
    public static readonly Clock System = new();

    private static readonly Random Chance = new();

    /// <summary>The monotonic time, which changes of the machine's clock do not affect.</summary>
    public virtual TimeSpan Elapsed => new((long)(Stopwatch.GetTimestamp() * (TimeSpan.TicksPerSecond / (double)Stopwatch.Frequency)));

    /// <summary>The time of day.</summary>
    public virtual DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>A random number from 0, included, to 1, excluded.</summary>
    public virtual double NextRandom()
    {
        lock (Chance)
        {
            return Chance.NextDouble();
        }
    }

    /// <summary>Waits; ends at once when cancelled.</summary>
    public virtual Task Delay(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
}
