using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Scheduling;

/// <summary>
/// Computes occurrences at a time of day in a time zone, on the days that a rule selects. If a clock change skips the time of day, the
/// occurrence moves forward by the length of the change (02:30 becomes 03:30). If the time of day occurs twice, the first instant is
/// used.
/// </summary>
public sealed class Recurrence
{
    // To find a clock change near a local time, compare the UTC offsets 15 hours before and after the same date and time in UTC. Every
    // UTC offset is below 15 hours, so the local time is always between these two instants.
    private static readonly TimeSpan Beyond = TimeSpan.FromHours(15);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // These limits leave room to add a time of day and to subtract a UTC offset.
    private static readonly DateTime FirstDay = DateTime.MinValue.AddDays(3);
    private static readonly DateTime LastDay = DateTime.MaxValue.Date.AddDays(-3);

    private readonly Func<DateTime, bool> _isDay;
    private readonly TimeSpan _time;
    private readonly TimeZoneInfo _zone;

    /// <summary>Creates a recurrence.</summary>
    /// <param name="isDay">
    /// Returns whether a date in the time zone has an occurrence. To create this function, use <see cref="DayRules"/>.
    /// </param>
    /// <param name="time">The time of day, from 0 to less than 24 hours.</param>
    /// <param name="zone">The time zone.</param>
    public Recurrence(Func<DateTime, bool> isDay, TimeSpan time, TimeZoneInfo zone)
    {
        _isDay = isDay;
        _time = CheckTimeOfDay(time, "At");
        _zone = zone;
    }

    /// <summary>The excluded dates, in the time zone of the recurrence. No occurrence starts on these dates.</summary>
    public IReadOnlyCollection<DateTime> Except { get; init; } = Array.Empty<DateTime>();

    /// <summary>Returns the starts of the occurrences in order, with the UTC offset of the time zone.</summary>
    /// <param name="start">The earliest start, inclusive.</param>
    /// <param name="until">The latest start, inclusive. Null means no limit.</param>
    public IEnumerable<DateTimeOffset> From(DateTimeOffset start, DateTimeOffset? until = null) => Starts(start, until).Select(static found => found.Start);

    /// <summary>Returns the occurrences in order. All occurrences have the same elapsed duration, even across a clock change.</summary>
    /// <param name="start">The earliest start, inclusive.</param>
    /// <param name="duration">The elapsed duration of each occurrence.</param>
    /// <param name="until">The latest start, inclusive. Null means no limit.</param>
    public IEnumerable<Occurrence> From(DateTimeOffset start, TimeSpan duration, DateTimeOffset? until = null) =>
        Starts(start, until).Select(found => new Occurrence(found.Start, TimeZoneInfo.ConvertTime(found.Start + duration, _zone)));

    /// <summary>
    /// Returns the occurrences in order. Each occurrence ends at <paramref name="endTime"/>. If the end time is not after the start time,
    /// the occurrence ends on the next day. Omits an occurrence if a clock change leaves no time between its start and its end.
    /// </summary>
    /// <param name="start">The earliest start, inclusive.</param>
    /// <param name="endTime">The time of day of the end, from 0 to less than 24 hours.</param>
    /// <param name="until">The latest start, inclusive. Null means no limit.</param>
    public IEnumerable<Occurrence> EndingAt(DateTimeOffset start, TimeSpan endTime, DateTimeOffset? until = null)
    {
        TimeSpan end = CheckTimeOfDay(endTime, "EndAt") > _time ? endTime : endTime + Day;
        return Starts(start, until)
            .Select(found => new Occurrence(found.Start, InstantOf(found.Date + end, _zone)))
            .Where(static occurrence => occurrence.End > occurrence.Start);
    }

    private IEnumerable<(DateTime Date, DateTimeOffset Start)> Starts(DateTimeOffset start, DateTimeOffset? until)
    {
        // Begin with the day before the start, because a clock change can move an occurrence of that day past midnight.
        DateTimeOffset? last = null;
        DateTime startDay = TimeZoneInfo.ConvertTime(start, _zone).Date;
        DateTime day = startDay > FirstDay ? startDay.AddDays(-1) : FirstDay;
        DateTime lastDay = LastDay;
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

            // If the time zone skips a whole date, the occurrence of this date moves to the next date. If both dates then have an
            // occurrence at the same instant, return only one.
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

    /// <summary>
    /// Converts a local time to an instant. If a clock change skips the local time, the local time moves forward by the length of the
    /// change. If the local time occurs twice, the first instant is returned.
    /// </summary>
    public static DateTimeOffset InstantOf(DateTime wall, TimeZoneInfo zone)
    {
        DateTime asUtc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        TimeSpan before = zone.GetUtcOffset(asUtc - Beyond);
        TimeSpan after = zone.GetUtcOffset(asUtc + Beyond);
        TimeSpan offset = zone.GetUtcOffset(asUtc - before) != before && zone.GetUtcOffset(asUtc - after) == after ? after : before;
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(asUtc - offset, TimeSpan.Zero), zone);
    }
}
