using System;
using System.Collections.Generic;

namespace CompassOps.Scheduling;

/// <summary>
/// When something recurs: at one time of day, on the days that a rule picks, by the clocks of one time zone. A time that a change of
/// the clocks skips moves forward by as much as the clocks do (02:30 becomes 03:30); of one that comes twice, the first counts.
/// </summary>
public sealed class Recurrence
{
    // No offset from UTC is larger, so this far away from a wall time lies on its own side of any change near it.
    private static readonly TimeSpan Beyond = TimeSpan.FromHours(15);

    private readonly Func<DateTime, bool> _isDay;
    private readonly TimeSpan _time;
    private readonly TimeZoneInfo _zone;

    /// <summary>Makes the recurrence.</summary>
    /// <param name="isDay">Picks the days, by the zone's calendar.</param>
    /// <param name="time">The time of day, from 0 to less than 24 hours.</param>
    /// <param name="zone">Whose clocks it goes by.</param>
    public Recurrence(Func<DateTime, bool> isDay, TimeSpan time, TimeZoneInfo zone)
    {
        _isDay = isDay;
        _time = time >= TimeSpan.Zero && time < TimeSpan.FromDays(1)
            ? time
            : throw new CompassArgumentException($"{time} is no time of day. Give one from 00:00 to 23:59.", "At");
        _zone = zone;
    }

    /// <summary>The instants from <paramref name="start"/> on, in order, with the zone's offset; without end.</summary>
    public IEnumerable<DateTimeOffset> From(DateTimeOffset start)
    {
        // A skipped time may move past midnight: the day before may have something to give.
        DateTime day = TimeZoneInfo.ConvertTime(start, _zone).Date.AddDays(-1);
        for (; day < DateTime.MaxValue.Date.AddDays(-2); day = day.AddDays(1))
        {
            if (_isDay(day) && InstantOf(day + _time, _zone) is var instant && instant >= start)
            {
                yield return instant;
            }
        }
    }

    /// <summary>The instant of a wall time in a zone, by the rule of this class.</summary>
    public static DateTimeOffset InstantOf(DateTime wall, TimeZoneInfo zone)
    {
        DateTime asUtc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        TimeSpan before = zone.GetUtcOffset(asUtc - Beyond);
        TimeSpan after = zone.GetUtcOffset(asUtc + Beyond);
        TimeSpan offset = zone.GetUtcOffset(asUtc - before) != before && zone.GetUtcOffset(asUtc - after) == after ? after : before;
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(asUtc - offset, TimeSpan.Zero), zone);
    }
}
