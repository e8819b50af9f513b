// The sandbox's clock.
using System;
using System.Diagnostics;

namespace CompassOps.Sandbox.Domain;

/// <summary>A clock that runs with the real one, or stands, and can be moved forward. Not thread-safe.</summary>
internal sealed class SandboxClock(DateTimeOffset start, bool stopped)
{
    private DateTimeOffset _start = start;
    private long _reading = Stopwatch.GetTimestamp();

    /// <summary>The time, in whole milliseconds and UTC. It never runs backwards.</summary>
    public DateTimeOffset Now => Truncate(stopped ? _start : _start + Stopwatch.GetElapsedTime(_reading));

    /// <summary>The given instant without what is smaller than a millisecond, in UTC.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>How far it is ahead of the real clock, in whole seconds: what is less is the difference of two readings.</summary>
    public TimeSpan Ahead => TimeSpan.FromSeconds(Math.Round((Now - DateTimeOffset.UtcNow).TotalSeconds));

    public void Set(DateTimeOffset to)
    {
        _start = Truncate(to);
        _reading = Stopwatch.GetTimestamp();
    }
}
