// The sandbox's clock.
using System;
using System.Diagnostics;

namespace CompassOps.Sandbox.Domain;

/// <summary>A clock that runs or is stopped. It can be moved forward. Not thread-safe.</summary>
internal sealed class SandboxClock(DateTimeOffset start, bool stopped)
{
    /// <summary>
    /// The latest time that the clock shows. It leaves room before the end of the calendar for skews, delays and time zones.
    /// </summary>
    public static readonly DateTimeOffset Latest = new(9999, 12, 30, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Earliest = new(1, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _start = Clamp(start);
    private long _reading = Stopwatch.GetTimestamp();

    /// <summary>The current time in UTC, in whole milliseconds. It never runs backwards, and stops at <see cref="Latest"/>.</summary>
    public DateTimeOffset Now => stopped ? _start : Instants.Truncate(Add(_start, Stopwatch.GetElapsedTime(_reading)));

    /// <summary>Adds a time span to a time. A result outside the range of the clock becomes the nearest end of the range.</summary>
    public static DateTimeOffset Add(DateTimeOffset instant, TimeSpan span) =>
        span > Latest - instant ? Latest : span < Earliest - instant ? Earliest : instant + span;

    /// <summary>Converts the time to UTC, truncates it to milliseconds, and limits it to the range of the clock.</summary>
    public static DateTimeOffset Clamp(DateTimeOffset instant) => Instants.Truncate(instant > Latest ? Latest : instant < Earliest ? Earliest : instant);

    /// <summary>
    /// How far this clock is ahead of the real clock. Rounded to seconds, because two readings of the clocks never happen at the same
    /// moment.
    /// </summary>
    public TimeSpan Ahead => TimeSpan.FromSeconds(Math.Round((Now - DateTimeOffset.UtcNow).TotalSeconds));

    public void Set(DateTimeOffset to)
    {
        _start = Clamp(to);
        _reading = Stopwatch.GetTimestamp();
    }
}
