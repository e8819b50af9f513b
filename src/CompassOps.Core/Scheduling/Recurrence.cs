using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Scheduling;

/// <summary>
/// Something that recurs at one time of day, on the days that a rule picks, by the clocks of one time zone. A time that a clock change
/// skips moves forward by as much as the clocks do (02:30 becomes 03:30). Of a time that comes twice, the first counts.
/// </summary>
public sealed class Recurrence
{
    // No offset from UTC is larger, so this far away from a wall time lies on its own side of any change near it.
    private static readonly TimeSpan Beyond = TimeSpan.FromHours(15);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Func<DateTime, bool> _isDay;
    private readonly TimeSpan _time;
    private readonly TimeZoneInfo _zone;

    /// <summary>Creates the recurrence.</summary>
    /// <param name="isDay">Picks the days, by the zone's calendar; see <see cref="DayRules"/>.</param>
    /// <param name="time">The time of day, from 0 to less than 24 hours.</param>
    /// <param name="zone">The zone whose clocks are meant.</param>
    public Recurrence(Func<DateTime, bool> isDay, TimeSpan time, TimeZoneInfo zone)
    {
        _isDay = isDay;
        _time = CheckTimeOfDay(time, "At");
        _zone = zone;
    }

    /// <summary>The dates, by the zone's calendar, on which nothing starts.</summary>
    public IReadOnlyCollection<DateTime> Except { get; init; } = Array.Empty<DateTime>();

    /// <summary>Returns the starts from an instant on, in order, with the zone's offset.</summary>
    /// <param name="start">The first instant at which one may start.</param>
    /// <param name="until">The last instant at which one may start; without end where it is null.</param>
    public IEnumerable<DateTimeOffset> From(DateTimeOffset start, DateTimeOffset? until = null) => Starts(start, until).Select(static found => found.Start);

    /// <summary>Returns the occurrences that start from an instant on and last equally long by the stopwatch.</summary>
    /// <param name="start">The first instant at which one may start.</param>
    /// <param name="duration">How long each lasts.</param>
    /// <param name="until">The last instant at which one may start; without end where it is null.</param>
    public IEnumerable<Occurrence> From(DateTimeOffset start, TimeSpan duration, DateTimeOffset? until = null) =>
        Starts(start, until).Select(found => new Occurrence(found.Start, TimeZoneInfo.ConvertTime(found.Start + duration, _zone)));

    /// <summary>
    /// Returns the occurrences that start from an instant on and end at a time of day. The end lies on the next day where it
    /// is not after the start's time of day. An occurrence to which a clock change leaves no time is left out.
    /// </summary>
    /// <param name="start">The first instant at which one may start.</param>
    /// <param name="endTime">The time of day, from 0 to less than 24 hours.</param>
    /// <param name="until">The last instant at which one may start; without end where it is null.</param>
    public IEnumerable<Occurrence> EndingAt(DateTimeOffset start, TimeSpan endTime, DateTimeOffset? until = null)
    {
        TimeSpan end = CheckTimeOfDay(endTime, "EndAt") > _time ? endTime : endTime + Day;
        return Starts(start, until)
            .Select(found => new Occurrence(found.Start, InstantOf(found.Date + end, _zone)))
            .Where(static occurrence => occurrence.End > occurrence.Start);
    }

    private IEnumerable<(DateTime Date, DateTimeOffset Start)> Starts(DateTimeOffset start, DateTimeOffset? until)
    {
        // A skipped time may move past midnight, so the day before may contribute a start.
        DateTimeOffset? last = null;
        DateTime day = TimeZoneInfo.ConvertTime(start, _zone).Date.AddDays(-1);
        DateTime lastDay = DateTime.MaxValue.Date.AddDays(-3);
        if (until is { } limit && limit < lastDay.AddDays(-1))
        {
            lastDay = TimeZoneInfo.ConvertTime(limit, _zone).Date;
        }

        for (; day <= lastDay; day = day.AddDays(1))
        {
            if (!_isDay(day))
            {
                continue;
            }

            // A zone that skips a whole day moves its start onto that of the next.
            DateTimeOffset instant = InstantOf(day + _time, _zone);
            if (instant >= start && !(instant > until) && !(instant <= last) && !Except.Contains(instant.Date))
            {
                last = instant;
                yield return (day, instant);
            }
        }
    }

    private static TimeSpan CheckTimeOfDay(TimeSpan time, string parameter) => time >= TimeSpan.Zero && time < Day
        ? time
        : throw new CompassArgumentException(Messages.NotATimeOfDay(time), parameter);

    /// <summary>Returns the instant of a wall time in a zone, by the rule of this class.</summary>
    public static DateTimeOffset InstantOf(DateTime wall, TimeZoneInfo zone)
    {
        DateTime asUtc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        TimeSpan before = zone.GetUtcOffset(asUtc - Beyond);
        TimeSpan after = zone.GetUtcOffset(asUtc + Beyond);
        TimeSpan offset = zone.GetUtcOffset(asUtc - before) != before && zone.GetUtcOffset(asUtc - after) == after ? after : before;
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(asUtc - offset, TimeSpan.Zero), zone);
    }
}
