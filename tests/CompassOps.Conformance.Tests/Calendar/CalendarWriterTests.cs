using System;
using System.Linq;
using System.Text;
using CompassOps.Calendar;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using CalendarEvent = CompassOps.Calendar.CalendarEvent;
using IcalEvent = Ical.Net.CalendarComponents.CalendarEvent;

namespace CompassOps.Conformance.Tests.Calendar;

/// <summary>Reads calendar files with the library Ical.Net, to check that they conform to RFC 5545.</summary>
public sealed class CalendarWriterTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 9, 30, 15, TimeSpan.FromHours(1));
    private static readonly DateTimeOffset Start = new(2026, 12, 6, 2, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Write_OneWindow_WritesTheWholeFile()
    {
        string text = Write(new CalendarEvent
        {
            Uid = "4f0c",
            Start = Start,
            End = Start.AddHours(2),
            Summary = "Maintenance: Patch night; Shop, all",
            Description = "disabled integration 51e9\nC:\\temp",
        });

        Assert.Equal(
            string.Join("\r\n",
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CompassOps//CompassOps 1.0//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
                "X-WR-CALNAME:Maintenance windows", "BEGIN:VEVENT", "UID:4f0c", "DTSTAMP:20261201T083015Z", "DTSTART:20261206T010000Z",
                "DTEND:20261206T030000Z", @"SUMMARY:Maintenance: Patch night\; Shop\, all", @"DESCRIPTION:disabled integration 51e9\nC:\\temp",
                "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", ""),
            text);
    }

    [Fact]
    public void Write_NoWindows_WritesAnEmptyCalendar() => Assert.Empty(Read(Write()).Events);

    [Fact]
    public void Write_CancelledWindow_HasTheStatusCancelled() =>
        Assert.Equal("CANCELLED", Read(Write(Event("a") with { IsCancelled = true })).Events.Single().Status);

    [Theory]
    [InlineData(null)]
    [InlineData(0d)]
    [InlineData(0.4)]
    [InlineData(-60d)]
    public void Write_EndMissingOrNotAfterTheStart_LeavesTheEndOut(double? seconds)
    {
        DateTimeOffset? end = seconds is { } shift ? Start.AddSeconds(shift) : null;
        Assert.DoesNotContain("DTEND", Write(Event("a") with { End = end }), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SameIdentifierTwice_WritesTheFirst() =>
        Assert.Equal(["one", "two"], Read(Write(Event("a") with { Summary = "one" }, Event("b") with { Summary = "two" }, Event("a"))).Events.Select(one => one.Summary!));

    [Fact]
    public void Write_ControlCharactersAndUnpairedSurrogates_BecomeReplacementCharacters() =>
        Assert.Equal("a\uFFFD[2Jb\uFFFDc\uFFFD d\te", Read(Write(Event("a") with { Summary = "a\u001b[2Jb\ud83dc\u0085 d\te" })).Events.Single().Summary);

    [Fact]
    public void DeriveUid_SameWindow_GivesTheSameUuidInEveryZoneAndCase()
    {
        string uid = CalendarEvent.DeriveUid("A1", isGlobal: false, "Patch night", Start);
        Assert.Equal(uid, CalendarEvent.DeriveUid("a1 ", isGlobal: false, "Patch night ", Start.ToUniversalTime()));
        Assert.Equal('5', uid[14]);
        Assert.Contains(uid[19], "89ab");
        Assert.Equal(5, new[]
        {
            uid,
            CalendarEvent.DeriveUid(null, isGlobal: true, "Patch night", Start),
            CalendarEvent.DeriveUid(null, isGlobal: false, "Patch night", Start),
            CalendarEvent.DeriveUid("a1", isGlobal: false, null, Start),
            CalendarEvent.DeriveUid("a1", isGlobal: false, "Patch night", Start.AddSeconds(1)),
        }.Distinct().Count());
    }

    [Fact]
    public void DeriveUid_KnownWindow_GivesTheKnownUuid() =>
        Assert.Equal("50ccc681-5753-544f-849f-55a513b939a2", CalendarEvent.DeriveUid("77b933c9", isGlobal: false, "Patch night", Start));

    [Fact]
    public void Write_AnyTexts_FoldsAt75OctetsAndComesBackUnchanged() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        Random random = new(seed);
        CalendarEvent[] events = Enumerable.Range(0, random.Next(1, 4)).Select(number => new CalendarEvent
        {
            Uid = "uid-" + number + new string('x', random.Next(120)),
            Start = Start.AddMinutes(random.Next(-5_000_000, 5_000_000)),
            End = Start.AddMinutes(6_000_000),
            Summary = Text(random),
            Description = "d" + Text(random),
            IsCancelled = random.Next(2) == 0,
        }).ToArray();
        string text = Write(events);

        Assert.All(text.Split("\r\n"), line =>
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75);
            Assert.DoesNotContain('\uFFFD', line);
            Assert.DoesNotContain('\n', line);
        });
        IcalEvent[] read = Read(text).Events.ToArray();
        Assert.Equal(events.Select(one => one.Uid), read.Select(one => one.Uid!));
        Assert.Equal(events.Select(one => one.Summary), read.Select(one => one.Summary!));
        Assert.Equal(events.Select(one => one.Description), read.Select(one => one.Description!));
        Assert.Equal(events.Select(one => one.Start.UtcDateTime), read.Select(one => one.Start!.AsUtc));
        Assert.Equal(events.Select(one => one.End!.Value.UtcDateTime), read.Select(one => one.End!.AsUtc));
        Assert.Equal(events.Select(one => one.IsCancelled ? "CANCELLED" : "CONFIRMED"), read.Select(one => one.Status!));
    }).QuickCheckThrowOnFailure();

    // Returns random text with line breaks, characters of one to four UTF-8 bytes, and characters that RFC 5545 escapes.
    private static string Text(Random random)
    {
        string[] pieces = ["a", "Z9 ", ";", ",", "\\", "\n", "\\n", ":", "\"", "é", "ß", "日本", "🔥", "👩‍🚒", "=", "BEGIN:VEVENT"];
        return string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)])).Trim();
    }

    private static CalendarEvent Event(string uid) => new() { Uid = uid, Start = Start, End = Start.AddHours(1), Summary = "Patch night" };

    private static string Write(params CalendarEvent[] events) => CalendarWriter.Write(events, "Maintenance windows", "CompassOps 1.0", Now);

    private static Ical.Net.Calendar Read(string text) => Ical.Net.Calendar.Load(text)!;
}
