using System;
using System.Diagnostics;

namespace CompassOps.Sandbox.Domain;

/// <summary>A clock that runs or is stopped. Not thread-safe.</summary>
internal sealed class SandboxClock(DateTimeOffset start, bool stopped)
{
    /// <summary>
    /// The latest time that the clock shows. It is before the latest date that .NET supports, so that adding a ping delay or a UTC
    /// offset causes no overflow.
    /// </summary>
    public static readonly DateTimeOffset Latest = new(9999, 12, 30, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Earliest = new(1, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _start = Clamp(start);
    private long _reading = Stopwatch.GetTimestamp();

    /// <summary>The current time in UTC, in whole milliseconds.</summary>
    public DateTimeOffset Now => stopped ? _start : Instants.Truncate(Add(_start, Stopwatch.GetElapsedTime(_reading)));

    /// <summary>
    /// Adds a time span to a time. A result outside the range of the clock becomes <see cref="Latest"/> or <see cref="Earliest"/>.
    /// </summary>
    public static DateTimeOffset Add(DateTimeOffset instant, TimeSpan span) =>
        span > Latest - instant ? Latest : span < Earliest - instant ? Earliest : instant + span;

    public static DateTimeOffset Clamp(DateTimeOffset instant) => Instants.Truncate(instant > Latest ? Latest : instant < Earliest ? Earliest : instant);

    /// <summary>The time by which this clock is ahead of the real time, in whole seconds. Negative if this clock is behind.</summary>
    public TimeSpan Ahead => TimeSpan.FromSeconds(Math.Round((Now - DateTimeOffset.UtcNow).TotalSeconds));

    public void Set(DateTimeOffset to)
    {
        _start = Clamp(to);
        _reading = Stopwatch.GetTimestamp();
    }
}
