using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Scheduling;

/// <summary>
/// Occurrences at one time of day in one time zone, on the days that a rule selects. A time that a clock change
/// skips moves forward by as much as the clocks do (02:30 becomes 03:30). Of an ambiguous time, the first instant counts.
/// </summary>
public sealed class Recurrence
{
    // Larger than any offset from UTC, so instants at this distance from a local time are on different sides of a clock change near it.
    private static readonly TimeSpan Beyond = TimeSpan.FromHours(15);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Func<DateTime, bool> _isDay;
    private readonly TimeSpan _time;
    private readonly TimeZoneInfo _zone;

    /// <summary>Creates the recurrence.</summary>
    /// <param name="isDay">Selects the days, by the zone's calendar; see <see cref="DayRules"/>.</param>
    /// <param name="time">The time of day, from 0 to less than 24 hours.</param>
    /// <param name="zone">The time zone.</param>
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
    /// <param name="until">The last instant at which one may start; null for no limit.</param>
    public IEnumerable<DateTimeOffset> From(DateTimeOffset start, DateTimeOffset? until = null) => Starts(start, until).Select(static found => found.Start);

    /// <summary>Returns the occurrences that start from an instant on and have the same elapsed duration.</summary>
    /// <param name="start">The first instant at which one may start.</param>
    /// <param name="duration">How long each lasts.</param>
    /// <param name="until">The last instant at which one may start; null for no limit.</param>
    public IEnumerable<Occurrence> From(DateTimeOffset start, TimeSpan duration, DateTimeOffset? until = null) =>
        Starts(start, until).Select(found => new Occurrence(found.Start, TimeZoneInfo.ConvertTime(found.Start + duration, _zone)));

    /// <summary>
    /// Returns the occurrences that start from an instant on and end at a time of day. The end is on the next day if it
    /// is not after the start's time of day. An occurrence that a clock change would leave without time is omitted.
    /// </summary>
    /// <param name="start">The first instant at which one may start.</param>
    /// <param name="endTime">The time of day, from 0 to less than 24 hours.</param>
    /// <param name="until">The last instant at which one may start; null for no limit.</param>
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

    /// <summary>Returns the instant of a local time in a zone, by the rule of this class.</summary>
    public static DateTimeOffset InstantOf(DateTime wall, TimeZoneInfo zone)
    {
        DateTime asUtc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        TimeSpan before = zone.GetUtcOffset(asUtc - Beyond);
        TimeSpan after = zone.GetUtcOffset(asUtc + Beyond);
        TimeSpan offset = zone.GetUtcOffset(asUtc - before) != before && zone.GetUtcOffset(asUtc - after) == after ? after : before;
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(asUtc - offset, TimeSpan.Zero), zone);
    }
}
