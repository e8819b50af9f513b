// The sandbox's clock.
using System;
using System.Diagnostics;

namespace CompassOps.Sandbox.Domain;

/// <summary>A clock that runs or is stopped, and can be moved forward. Not thread-safe.</summary>
internal sealed class SandboxClock(DateTimeOffset start, bool stopped)
{
    /// <summary>The latest time that the clock shows. Behind it there is room for skews, delays and time zones.</summary>
    public static readonly DateTimeOffset Latest = new(9999, 12, 30, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The earliest time that the clock shows.</summary>
    public static readonly DateTimeOffset Earliest = new(1, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _start = Clamp(start);
    private long _reading = Stopwatch.GetTimestamp();

    /// <summary>The time, in whole milliseconds and UTC. It never runs backwards, and stops at <see cref="Latest"/>.</summary>
    public DateTimeOffset Now => stopped ? _start : Instants.Truncate(Add(_start, Stopwatch.GetElapsedTime(_reading)));

    /// <summary>Adds a span to an instant; a result beyond the range of the clock becomes the end of the range.</summary>
    public static DateTimeOffset Add(DateTimeOffset instant, TimeSpan span) =>
        span > Latest - instant ? Latest : span < Earliest - instant ? Earliest : instant + span;

    /// <summary>Returns the instant in UTC, in whole milliseconds and within the range of the clock.</summary>
    public static DateTimeOffset Clamp(DateTimeOffset instant) => Instants.Truncate(instant > Latest ? Latest : instant < Earliest ? Earliest : instant);

    /// <summary>How far it is ahead of the real clock, in whole seconds, because two readings differ by less.</summary>
    public TimeSpan Ahead => TimeSpan.FromSeconds(Math.Round((Now - DateTimeOffset.UtcNow).TotalSeconds));

    public void Set(DateTimeOffset to)
    {
        _start = Clamp(to);
        _reading = Stopwatch.GetTimestamp();
    }
}
