using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Scheduling;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks recurring windows with examples. Also compares them with a second implementation, in random time zones and for random
/// dates from 2020 to 2035.
/// </summary>
public sealed class RecurrenceRuleTests
{
    private static readonly TimeZoneInfo[] Zones = TimeZoneInfo.GetSystemTimeZones().ToArray();
    private static readonly string[] Places = ["First", "Second", "Third", "Fourth", "Last"];

    [Fact]
    public void Weekly_EverySecondWeek_CountsWeeksFromMonday()
    {
        // The week of Thursday 2026-12-03 begins on Monday 2026-11-30 and ends on Sunday 2026-12-06.
        Func<DateTime, bool> days = DayRules.Weekly([DayOfWeek.Monday, DayOfWeek.Sunday], 2, new DateTime(2026, 12, 3));
        Assert.Equal(["11-30", "12-06", "12-14", "12-20"], Days(days, new DateTime(2026, 11, 23), 28));
    }

    [Fact]
    public void Daily_EveryThirdDay_CountsInBothDirectionsFromTheAnchor() =>
        Assert.Equal(["12-01", "12-04", "12-07"], Days(DayRules.Daily(3, new DateTime(2026, 12, 4)), new DateTime(2026, 12, 1), 7));

    [Fact]
    public void Monthly_OffsetOfNineDays_CountsFromTheSecondTuesday() =>
        Assert.Equal(["11-19", "12-17", "01-21"], Days(DayRules.Monthly([MonthDay.Parse("SecondTuesday")], offset: 9), new DateTime(2026, 11, 1), 92));

    [Fact]
    public void Monthly_NegativeOffset_ReachesIntoTheMonthBefore() =>
        Assert.Equal(["10-23", "11-27"], Days(DayRules.Monthly([MonthDay.Parse("FirstSunday")], offset: -9), new DateTime(2026, 10, 20), 40));

    [Fact]
    public void Monthly_EverySecondMonthWithAnOffset_CountsMonthsBeforeItAddsTheOffset() =>
        Assert.Equal(["02-01"], Days(DayRules.Monthly([MonthDay.Parse("Last")], 2, new DateTime(2027, 1, 15), 1), new DateTime(2027, 1, 1), 59));

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(2, false)]
    public void Rules_WithoutAValidCountOrAnchor_AreRefused(int every, bool hasAnchor)
    {
        DateTime? anchor = hasAnchor ? new DateTime(2026, 1, 1) : null;
        Assert.Throws<CompassArgumentException>(() => DayRules.Daily(every, anchor));
        Assert.Throws<CompassArgumentException>(() => DayRules.Weekly([DayOfWeek.Monday], every, anchor));
        Assert.Throws<CompassArgumentException>(() => DayRules.Monthly([MonthDay.Parse("1")], every, anchor));
    }

    [Fact]
    public void EndingAt_TimeNotAfterTheStart_EndsOnTheNextDay()
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Recurrence nightly = new(static _ => true, TimeSpan.FromHours(22), berlin);
        Occurrence[] nights = nightly.EndingAt(new DateTimeOffset(2026, 10, 24, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(6)).Take(2).ToArray();
        Assert.Equal("2026-10-24T22:00:00+02:00 2026-10-25T06:00:00+01:00", $"{nights[0].Start:yyyy-MM-ddTHH:mm:sszzz} {nights[0].End:yyyy-MM-ddTHH:mm:sszzz}");
        Assert.Equal(TimeSpan.FromHours(24), nightly.EndingAt(nights[1].Start, TimeSpan.FromHours(22)).First() is var whole ? whole.End - whole.Start : default);
    }

    [Fact]
    public void EndingAt_ClockChangeLeavesNoTime_SkipsTheOccurrence()
    {
        // On 2027-03-28 in Berlin, the time changes from 02:00 to 03:00. So 02:15 becomes 03:15, which is later than the end at
        // 03:00.
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Recurrence early = new(static _ => true, new TimeSpan(2, 15, 0), berlin);
        Occurrence[] around = early.EndingAt(new DateTimeOffset(2027, 3, 27, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(3)).Take(2).ToArray();
        Assert.Equal([27, 29], around.Select(static one => one.Start.Day));
    }

    [Fact]
    public void From_Duration_EndsWithTheZonesOffsetAtTheEnd()
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Occurrence night = new Recurrence(static _ => true, TimeSpan.FromHours(22), berlin)
            .From(new DateTimeOffset(2026, 10, 24, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(8)).First();
        Assert.Equal("2026-10-25T05:00:00+01:00", night.End.ToString("yyyy-MM-ddTHH:mm:sszzz", null));
    }

    [Fact]
    public void Except_LeavesOutTheLocalDatesOfStarts()
    {
        TimeZoneInfo auckland = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");
        Recurrence daily = new(static _ => true, TimeSpan.FromHours(1), auckland) { Except = [new DateTime(2026, 12, 24), new DateTime(2026, 12, 31)] };
        DateTimeOffset[] starts = daily.From(new DateTimeOffset(2026, 12, 22, 12, 0, 0, TimeSpan.Zero)).Take(8).ToArray();
        Assert.Equal([23, 25, 26, 27, 28, 29, 30, 1], starts.Select(static start => start.Day));
    }

    [Fact]
    public void Occurrences_AnyRuleInAnyZone_AreThoseOfTheReference() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        Random random = new(seed);
        Reference reference = new(random, Zones[random.Next(Zones.Length)]);
        DateTimeOffset from = new(2020 + random.Next(16), 1 + random.Next(12), 1 + random.Next(28), random.Next(24), random.Next(60), 0, TimeSpan.Zero);
        DateTimeOffset to = from.AddDays(400);
        Occurrence[] actual = reference.Actual(from).TakeWhile(one => one.Start < to).ToArray();
        Assert.Equal(reference.Expected(from, to), actual);
        Assert.All(actual, one => Assert.Equal(reference.Zone.GetUtcOffset(one.End), one.End.Offset));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static IEnumerable<string> Days(Func<DateTime, bool> rule, DateTime first, int count) =>
        Enumerable.Range(0, count).Select(day => first.AddDays(day)).Where(rule).Select(static day => day.ToString("MM-dd", null));

    /// <summary>A second implementation of recurring windows. Simpler and slower than the implementation under test.</summary>
    private sealed class Reference
    {
        private readonly string _kind;
        private readonly int _every;
        private readonly DateTime _anchor;
        private readonly DayOfWeek[] _weekdays;
        private readonly (int Place, DayOfWeek Weekday, int Number)[] _monthDays;
        private readonly int _offset;
        private readonly TimeSpan _at;
        private readonly TimeSpan? _endAt;
        private readonly TimeSpan _duration;
        private readonly HashSet<DateTime> _except = new();

        public Reference(Random random, TimeZoneInfo zone)
        {
            Zone = zone;
            _kind = new[] { "daily", "weekly", "monthly" }[random.Next(3)];
            _every = 1 + random.Next(4);
            _anchor = new DateTime(2020 + random.Next(16), 1 + random.Next(12), 1 + random.Next(28));
            _weekdays = Enumerable.Range(0, 7).Where(_ => random.Next(3) == 0).Select(static day => (DayOfWeek)day).ToArray();
            _monthDays = Enumerable.Range(0, 1 + random.Next(2))
                .Select(_ => (random.Next(2) == 0 ? -1 : random.Next(5), (DayOfWeek)random.Next(7), random.Next(32))).ToArray();
            _offset = random.Next(3) == 0 ? random.Next(-31, 32) : 0;
            _at = TimeSpan.FromMinutes(random.Next(2) == 0 ? random.Next(1440) : random.Next(240));
            _endAt = random.Next(2) == 0 ? TimeSpan.FromMinutes(random.Next(2) == 0 ? random.Next(1440) : random.Next(240)) : null;
            _duration = TimeSpan.FromMinutes(1 + random.Next(3000));
            for (int count = random.Next(5); count > 0; count--)
            {
                _except.Add(new DateTime(2020 + random.Next(16), 1 + random.Next(12), 1 + random.Next(28)));
            }
        }

        public TimeZoneInfo Zone { get; }

        public IEnumerable<Occurrence> Actual(DateTimeOffset from)
        {
            MonthDay[] days = _monthDays.Select(static day => MonthDay.Parse(
                day.Place >= 0 ? Places[day.Place] + day.Weekday : day.Number == 0 ? "Last" : day.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToArray();
            Func<DateTime, bool> rule = _kind switch
            {
                "daily" => DayRules.Daily(_every, _anchor),
                "weekly" => DayRules.Weekly(_weekdays, _every, _anchor),
                _ => DayRules.Monthly(days, _every, _anchor, _offset),
            };
            Recurrence recurrence = new(rule, _at, Zone) { Except = _except };
            return (_kind == "weekly" && _weekdays.Length == 0) ? []
                : _endAt is { } end ? recurrence.EndingAt(from, end) : recurrence.From(from, _duration);
        }

        public List<Occurrence> Expected(DateTimeOffset from, DateTimeOffset to)
        {
            List<Occurrence> expected = new();
            HashSet<DateTime> days = Counted(from.UtcDateTime.Date.AddDays(-40), to.UtcDateTime.Date.AddDays(3));
            foreach (DateTime day in days.OrderBy(static day => day))
            {
                DateTimeOffset start = Instant(day + _at);
                DateTime endDay = _endAt > _at ? day : day.AddDays(1);
                DateTimeOffset end = _endAt is { } time ? Instant(endDay + time) : TimeZoneInfo.ConvertTime(start + _duration, Zone);
                if (start >= from && start < to && end > start && !_except.Contains(start.Date))
                {
                    expected.Add(new Occurrence(start, end));
                }
            }

            return expected;
        }

        // Returns the dates between 'first' and 'last' on which the rule has an occurrence. Counts forward and backward from the anchor date.
        private HashSet<DateTime> Counted(DateTime first, DateTime last)
        {
            HashSet<DateTime> days = new();
            DateTime monday = _anchor;
            while (monday.DayOfWeek != DayOfWeek.Monday)
            {
                monday = monday.AddDays(-1);
            }

            for (int step = -6500; step <= 6500; step++)
            {
                switch (_kind)
                {
                    case "daily":
                        days.Add(_anchor.AddDays(step * _every));
                        break;
                    case "weekly" when Math.Abs(step) < 1000:
                        days.UnionWith(Enumerable.Range(0, 7).Select(day => monday.AddDays((7 * step * _every) + day)).Where(day => _weekdays.Contains(day.DayOfWeek)));
                        break;
                    case "monthly" when Math.Abs(step) < 500:
                        DateTime month = new DateTime(_anchor.Year, _anchor.Month, 1).AddMonths(step * _every);
                        days.UnionWith(_monthDays.SelectMany(day => DaysOf(month, day)).Select(day => day.AddDays(_offset)));
                        break;
                }
            }

            days.RemoveWhere(day => day < first || day > last);
            return days;
        }

        private static IEnumerable<DateTime> DaysOf(DateTime month, (int Place, DayOfWeek Weekday, int Number) day)
        {
            DateTime[] all = Enumerable.Range(0, 31).Select(number => month.AddDays(number)).Where(date => date.Month == month.Month).ToArray();
            if (day.Place < 0)
            {
                return day.Number == 0 ? [all[^1]] : all.Where(date => date.Day == day.Number);
            }

            DateTime[] weekdays = all.Where(date => date.DayOfWeek == day.Weekday).ToArray();
            return [day.Place == 4 ? weekdays[^1] : weekdays[day.Place]];
        }

        // Returns the instant of a local time. Near a change of the UTC offset, the local time can exist twice or not at all, so the
        // method tries each minute. If the local time exists twice, the method returns the first instant. If the local time does not
        // exist, the method calculates the instant with the UTC offset before the change.
        private DateTimeOffset Instant(DateTime wall)
        {
            DateTime asUtc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
            TimeSpan offset = Zone.GetUtcOffset(asUtc.AddHours(-15));
            if (offset == Zone.GetUtcOffset(asUtc.AddHours(15)))
            {
                return new DateTimeOffset(wall, offset);
            }

            DateTime before = DateTime.MaxValue;
            for (DateTime minute = asUtc.AddHours(-15); ; minute = minute.AddMinutes(1))
            {
                DateTime shown = TimeZoneInfo.ConvertTimeFromUtc(minute, Zone);
                if (shown == wall)
                {
                    return TimeZoneInfo.ConvertTime(new DateTimeOffset(minute), Zone);
                }

                if (shown > wall && before <= wall)
                {
                    return TimeZoneInfo.ConvertTime(new DateTimeOffset(minute + (wall - before)), Zone);
                }

                before = shown.AddMinutes(1);
            }
        }
    }
}
