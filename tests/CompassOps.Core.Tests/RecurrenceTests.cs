using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Scheduling;

namespace CompassOps.Core.Tests;

/// <summary>Checks recurring windows when daylight saving time begins or ends, in each time zone of the operating system.</summary>
public sealed class RecurrenceTests
{
    [Fact]
    public void Local_times_near_clock_changes_match_a_minute_by_minute_reference() => AssertNearChanges(2025, 2027, 2_000);

    [Fact]
    [Trait("Category", "Soak")]
    public void Local_times_over_decades_match_a_minute_by_minute_reference() => AssertNearChanges(2010, 2050, 30_000);

    [Theory]
    [InlineData("2026-03-29T02:30", "2026-03-29T03:30:00+02:00")]
    [InlineData("2026-10-25T02:30", "2026-10-25T02:30:00+02:00")]
    [InlineData("2026-07-01T02:30", "2026-07-01T02:30:00+02:00")]
    [InlineData("2026-12-01T02:30", "2026-12-01T02:30:00+01:00")]
    public void A_skipped_time_moves_forward_and_a_repeated_time_is_the_first(string wall, string expected)
    {
        DateTimeOffset instant = Recurrence.InstantOf(DateTime.Parse(wall, null), Berlin);
        Assert.Equal(DateTimeOffset.Parse(expected, null), instant);
        Assert.Equal(DateTimeOffset.Parse(expected, null).Offset, instant.Offset);
    }

    [Fact]
    public void A_daily_schedule_has_one_start_a_day_in_ascending_order_in_every_zone()
    {
        foreach (TimeZoneInfo zone in TimeZoneInfo.GetSystemTimeZones())
        {
            DateTimeOffset[] starts = new Recurrence(static _ => true, new TimeSpan(2, 30, 0), zone)
                .From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).Take(400).ToArray();
            for (int i = 1; i < starts.Length; i++)
            {
                TimeSpan step = starts[i] - starts[i - 1];
                Assert.True(
                    step >= TimeSpan.FromHours(22) && step <= TimeSpan.FromHours(26),
                    $"In {zone.Id}, the start {starts[i]:o} is {step} after the previous start.");
            }
        }
    }

    [Theory]
    [InlineData("00:00:00", true)]
    [InlineData("23:59:59.9999999", true)]
    [InlineData("1.00:00:00", false)]
    [InlineData("-00:00:00.0000001", false)]
    public void A_time_of_day_outside_one_day_is_refused(string time, bool possible)
    {
        Recurrence Make() => new(static _ => true, TimeSpan.Parse(time, null), TimeZoneInfo.Utc);

        if (possible)
        {
            Assert.Equal(TimeSpan.Parse(time, null), Make().From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).First().TimeOfDay);
        }
        else
        {
            CompassArgumentException refused = Assert.Throws<CompassArgumentException>(Make);
            Assert.Equal("At", refused.ParamName);
            Assert.Contains("not a time of day", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_skipped_time_that_moves_past_midnight_is_not_lost()
    {
        // In this time zone, daylight saving time begins at 23:30 on 10 March. So 23:45 does not exist on 10 March.
        TimeZoneInfo zone = TimeZoneInfo.CreateCustomTimeZone("Late", TimeSpan.Zero, "Late", "Late", "Late summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 23, 30, 0), 3, 10),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 10)),
        ]);
        Recurrence late = new(static day => day is { Month: 3, Day: 10 }, new TimeSpan(23, 45, 0), zone);
        DateTimeOffset moved = new(2026, 3, 11, 0, 45, 0, TimeSpan.FromHours(1));

        Assert.Equal(moved, late.From(moved).First());
        Assert.Equal(moved, late.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).First());
        Assert.Equal(2027, late.From(moved.AddTicks(1)).First().Year);
    }

    [Fact]
    public void Days_are_those_of_the_time_zone()
    {
        TimeZoneInfo east = TimeZoneInfo.CreateCustomTimeZone("East", TimeSpan.FromHours(13), "East", "East");
        Recurrence first = new(static day => day.Day == 1, TimeSpan.FromHours(1), east);

        DateTimeOffset[] starts = first.From(new DateTimeOffset(2026, 1, 31, 11, 59, 0, TimeSpan.Zero)).Take(2).ToArray();

        Assert.Equal(new DateTimeOffset(2026, 2, 1, 1, 0, 0, TimeSpan.FromHours(13)), starts[0]);
        Assert.Equal(TimeSpan.FromHours(13), starts[0].Offset);
        Assert.Equal(3, starts[1].Month);
    }

    [Fact]
    public void Occurrences_end_at_the_maximum_date()
    {
        Recurrence daily = new(static _ => true, TimeSpan.FromHours(12), TimeZoneInfo.Utc);

        DateTimeOffset[] last = daily.From(new DateTimeOffset(9999, 12, 25, 0, 0, 0, TimeSpan.Zero)).ToArray();

        Assert.InRange(last.Length, 3, 7);
    }

    [Fact]
    public void Occurrences_begin_after_the_minimum_date()
    {
        Recurrence daily = new(static _ => true, TimeSpan.FromHours(12), TimeZoneInfo.CreateCustomTimeZone("West", TimeSpan.FromHours(-12), "West", "West"));

        Assert.Equal(1, daily.From(DateTimeOffset.MinValue).First().Year);
    }

    [Theory]
    [InlineData(366)]
    [InlineData(-366)]
    public void Moved_days_of_the_month_end_at_the_maximum_date(int offset)
    {
        Recurrence monthly = new(DayRules.Monthly([MonthDay.Parse("Last")], offset: offset), TimeSpan.FromHours(12), TimeZoneInfo.Utc);

        Assert.True(monthly.From(DateTimeOffset.MinValue).First().Year < 4);
        Assert.True(monthly.From(new DateTimeOffset(9998, 1, 1, 0, 0, 0, TimeSpan.Zero)).Count() > 10);
    }

    [Fact]
    public void Occurrences_before_the_start_are_excluded_and_one_at_the_start_is_included()
    {
        Recurrence sundays = new(static day => day.DayOfWeek == DayOfWeek.Sunday, new TimeSpan(2, 0, 0), TimeZoneInfo.Utc);
        DateTimeOffset sunday = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);
        Assert.Equal([sunday, sunday.AddDays(7)], sundays.From(sunday).Take(2));
        Assert.Equal(sunday.AddDays(7), sundays.From(sunday.AddTicks(1)).First());
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("31", 31)]
    [InlineData("Last", 31)]
    [InlineData("FirstSunday", 3)]
    [InlineData("secondtuesday", 12)]
    [InlineData("FourthFriday", 22)]
    [InlineData("Last Friday", 29)]
    [InlineData(" lastsunday ", 31)]
    [InlineData("FirstFriday", 1)]
    [InlineData("SecondThursday", 14)]
    [InlineData("ThirdWednesday", 20)]
    [InlineData("LAST", 31)]
    public void Days_of_the_month_are_found_in_May_2026(string text, int expected)
    {
        MonthDay day = MonthDay.Parse(text);
        Assert.Equal([expected], Enumerable.Range(1, 31).Where(number => day.Is(new DateTime(2026, 5, number))));
    }

    [Fact]
    public void A_month_without_the_day_is_skipped_and_the_last_day_always_exists()
    {
        IEnumerable<DateTime> february = Enumerable.Range(1, 28).Select(static number => new DateTime(2026, 2, number));
        Assert.DoesNotContain(february, day => MonthDay.Parse("30").Is(day));
        Assert.Equal(28, february.Single(day => MonthDay.Parse("Last").Is(day)).Day);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("32")]
    [InlineData("First")]
    [InlineData("FifthSunday")]
    [InlineData("Second")]
    [InlineData("FirstSundays")]
    [InlineData("+5")]
    [InlineData("")]
    [InlineData("Sonntag")]
    public void Text_that_names_no_day_of_the_month_is_refused(string text)
    {
        CompassArgumentException refused = Assert.Throws<CompassArgumentException>(() => MonthDay.Parse(text));
        Assert.Equal("Monthly", refused.ParamName);
        Assert.Contains("not a day of a month", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_weekday_may_be_the_fourth_or_the_fifth()
    {
        MonthDay last = MonthDay.Parse("LastMonday");
        MonthDay fourth = MonthDay.Parse("FourthMonday");
        DateTime[] mondays = Enumerable.Range(0, 365).Select(static day => new DateTime(2026, 1, 1).AddDays(day))
            .Where(static day => day.DayOfWeek == DayOfWeek.Monday).ToArray();

        Assert.Equal(mondays.GroupBy(static day => day.Month).Select(static month => month.Last()), mondays.Where(last.Is));
        Assert.Equal(mondays.GroupBy(static day => day.Month).Select(static month => month.ElementAt(3)), mondays.Where(fourth.Is));
        Assert.DoesNotContain(mondays, monday => last.Is(monday.AddDays(1)));
    }

    private static TimeZoneInfo Berlin => TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static DateTime Local(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone);

    private static void AssertNearChanges(int first, int last, int least)
    {
        int checks = 0;
        foreach (TimeZoneInfo zone in DifferentZones())
        {
            foreach (DateTime change in Changes(zone, first, last))
            {
                DateTime near = Local(change, zone);
                for (int minutes = -150; minutes <= 150; minutes += 25)
                {
                    DateTime wall = near.AddMinutes(minutes);
                    DateTime expected = Walk(wall, zone);
                    Assert.True(Recurrence.InstantOf(wall, zone).UtcDateTime == expected, $"The instant of {wall:s} in {zone.Id} is wrong.");
                    checks++;
                }
            }
        }

        Assert.True(checks >= least, $"Only {checks} local times were checked.");
    }

    // Returns only one time zone for each set of rules, because many time zones have the same rules.
    private static List<TimeZoneInfo> DifferentZones()
    {
        List<TimeZoneInfo> zones = new();
        foreach (TimeZoneInfo zone in TimeZoneInfo.GetSystemTimeZones())
        {
            if (!zones.Exists(zone.HasSameRules))
            {
                zones.Add(zone);
            }
        }

        return zones;
    }

    // Returns the times at which the UTC offset of a time zone changes, exact to the minute.
    private static IEnumerable<DateTime> Changes(TimeZoneInfo zone, int first, int last)
    {
        for (DateTime day = new(first, 1, 1, 0, 0, 0, DateTimeKind.Utc); day.Year <= last; day = day.AddDays(1))
        {
            TimeSpan offset = Local(day, zone) - day;
            DateTime next = day.AddDays(1);
            if (Local(next, zone) - next == offset)
            {
                continue;
            }

            DateTime minute = day;
            while (Local(minute, zone) - minute == offset)
            {
                minute = minute.AddMinutes(1);
            }

            yield return minute;
        }
    }

    // Returns the first minute in UTC that has the given local time. If the clock change skips the local time, uses the UTC offset from
    // before the change.
    private static DateTime Walk(DateTime wall, TimeZoneInfo zone)
    {
        DateTime asUtc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        DateTime before = DateTime.MaxValue;
        for (DateTime minute = asUtc.AddHours(-15); minute < asUtc.AddHours(15); minute = minute.AddMinutes(1))
        {
            DateTime shown = Local(minute, zone);
            if (shown == wall)
            {
                return minute;
            }

            if (shown > wall && before <= wall)
            {
                return minute + (wall - before);
            }

            before = shown.AddMinutes(1);
        }

        throw new InvalidOperationException($"The local time {wall:s} never occurs in {zone.Id}.");
    }
}
