using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>Provides time and random numbers. Tests replace it with a simulated clock.</summary>
internal class Clock
{
    public static readonly Clock System = new();

    private static readonly Random Chance = new();

    /// <summary>The monotonic time. Changes of the system clock do not affect it.</summary>
    public virtual TimeSpan Elapsed => new((long)(Stopwatch.GetTimestamp() * (TimeSpan.TicksPerSecond / (double)Stopwatch.Frequency)));

    /// <summary>The current date and time, in UTC.</summary>
    public virtual DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>Returns a random number that is at least 0 and less than 1.</summary>
    public virtual double NextRandom()
    {
        lock (Chance)
        {
            return Chance.NextDouble();
        }
    }

    /// <summary>Waits for a time. Ends at once when cancelled.</summary>
    public virtual Task Delay(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
}
