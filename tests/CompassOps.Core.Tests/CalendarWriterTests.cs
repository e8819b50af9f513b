using System;
using System.Linq;
using System.Text;
using CompassOps.Calendar;

namespace CompassOps.Core.Tests;

public sealed class CalendarWriterTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 9, 30, 15, TimeSpan.FromHours(1));
    private static readonly DateTimeOffset Start = new(2026, 12, 6, 2, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Write_TwoWindows_WritesTheWholeFile()
    {
        string text = CalendarWriter.Write(
            [
                new CalendarEvent { Uid = "a", Start = Start, End = Start.AddHours(2), Summary = "Patch night", Description = "two\nlines" },
                new CalendarEvent { Uid = "b", Start = Start.AddSeconds(1), Summary = "Disk swap", IsCancelled = true },
            ],
            "Windows; all",
            "CompassOps 1.0, beta",
            Now);

        Assert.Equal(
            [
                "BEGIN:VCALENDAR", "VERSION:2.0", @"PRODID:-//CompassOps//CompassOps 1.0\, beta//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
                @"X-WR-CALNAME:Windows\; all",
                "BEGIN:VEVENT", "UID:a", "DTSTAMP:20261201T083015Z", "DTSTART:20261206T010000Z", "DTEND:20261206T030000Z", "SUMMARY:Patch night",
                @"DESCRIPTION:two\nlines", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT",
                "BEGIN:VEVENT", "UID:b", "DTSTAMP:20261201T083015Z", "DTSTART:20261206T010001Z", "SUMMARY:Disk swap", "STATUS:CANCELLED",
                "TRANSP:TRANSPARENT", "END:VEVENT",
                "END:VCALENDAR", "",
            ],
            text.Split("\r\n"));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0.9, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Write_End_IsWrittenOnlyIfItIsAfterTheStart(double seconds, bool written) =>
        Assert.Equal(written, Line("DTEND", new CalendarEvent { Start = Start, End = Start.AddSeconds(seconds) }) is not null);

    [Fact]
    public void Write_SameIdentifierTwice_WritesTheFirst()
    {
        string text = Write(new CalendarEvent { Uid = "a", Summary = "one" }, new CalendarEvent { Uid = "A", Summary = "two" }, new CalendarEvent { Uid = "a", Summary = "three" });

        Assert.Equal(["SUMMARY:one", "SUMMARY:two"], text.Split("\r\n").Where(static line => line.StartsWith("SUMMARY", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("a\\b;c,d:e\"f", @"a\\b\;c\,d:e""f")]
    [InlineData("a\r\nb\nc\rd", @"a\nb\nc\nd")]
    [InlineData("a\r", @"a\n")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("a\u0000b\u001b\u007f", "a\uFFFDb\uFFFD\uFFFD")]
    [InlineData("\ud83d\ude00 \u00e9", "\ud83d\ude00 \u00e9")]
    public void Write_Text_IsEscaped(string value, string written) =>
        Assert.Equal("SUMMARY:" + written, Line("SUMMARY", new CalendarEvent { Summary = value }));

    // This test is not a theory, because xUnit replaces unpaired surrogates in the data of a theory.
    [Fact]
    public void Write_UnpairedSurrogates_BecomeReplacementCharacters() =>
        Assert.Equal("SUMMARY:a\uFFFD\uFFFDb\uFFFD", Line("SUMMARY", new CalendarEvent { Summary = "a\ude00\ud83db\ud83d" }));

    [Theory]
    [InlineData('x', 67, 1)]
    [InlineData('x', 68, 2)]
    [InlineData('x', 141, 2)]
    [InlineData('x', 142, 3)]
    [InlineData('\u00e9', 33, 1)]
    [InlineData('\u00e9', 34, 2)]
    [InlineData('\u07ff', 33, 1)]
    [InlineData('\u07ff', 34, 2)]
    [InlineData('\u0800', 22, 1)]
    [InlineData('\u0800', 23, 2)]
    public void Write_LongLine_IsFoldedAt75Octets(char letter, int count, int expected)
    {
        // The first line begins with 'SUMMARY:' (8 bytes), so it can contain 67 bytes of the text. Each further line begins with a space,
        // so it can contain 74 bytes of the text.
        string[] lines = Folded(new string(letter, count));

        Assert.Equal(expected, lines.Length);
        Assert.All(lines, static line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.All(lines.Skip(1), static line => Assert.Equal(' ', line[0]));
        Assert.Equal("SUMMARY:" + new string(letter, count), lines[0] + string.Concat(lines.Skip(1).Select(static line => line[1..])));
    }

    [Fact]
    public void Write_LongLine_KeepsSurrogatePairsTogether()
    {
        string[] lines = Folded("abc" + string.Concat(Enumerable.Repeat("\ud83d\ude00", 35)));

        // The first line has 8 + 3 + 16 * 4 = 75 bytes, and the second line has 1 + 18 * 4 = 73 bytes.
        Assert.Equal([75, 73, 5], lines.Select(static line => Encoding.UTF8.GetByteCount(line)));
        Assert.DoesNotContain(lines, static line => line.Contains('\uFFFD', StringComparison.Ordinal));
    }

    [Fact]
    public void Write_LongLine_ContinuesWith74Octets() => Assert.Equal([75, 75, 75, 3], Folded(new string('x', 67 + 74 + 74 + 2)).Select(static line => line.Length));

    [Fact]
    public void DeriveUid_KnownWindow_GivesTheKnownUuid()
    {
        // This value is uuid5(0a4d6c1e-5f0b-4f3a-9c59-3d1f2b7a8e64, "team 77b933c9\nPatch night\n2026-12-06T01:00:00Z").
        Assert.Equal("50ccc681-5753-544f-849f-55a513b939a2", CalendarEvent.DeriveUid("77b933c9", isGlobal: false, "Patch night", Start));
        Assert.Equal("50ccc681-5753-544f-849f-55a513b939a2", CalendarEvent.DeriveUid(" 77B933C9 ", isGlobal: true, " Patch night ", Start.ToUniversalTime()));
        Assert.Equal("1fbb8b68-629f-5112-b7af-e6981d7ab669", CalendarEvent.DeriveUid(null, isGlobal: true, "Patch night", Start));
        Assert.Equal("501f2da7-655a-5d12-9d09-20f3c415c9ab", CalendarEvent.DeriveUid(null, isGlobal: false, null, Start));
    }

    [Fact]
    public void NewEvent_HasEmptyTexts()
    {
        CalendarEvent one = new();

        Assert.Equal(("", "", "", false, null), (one.Uid, one.Summary, one.Description, one.IsCancelled, one.End));
    }

    private static string Write(params CalendarEvent[] events) => CalendarWriter.Write(events, "Windows", "CompassOps", Now);

    private static string? Line(string name, CalendarEvent one) =>
        Write(one).Split("\r\n").SingleOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal));

    // Writes a calendar file and returns the lines of its property SUMMARY.
    private static string[] Folded(string summary)
    {
        string text = Write(new CalendarEvent { Summary = summary });
        int begin = text.IndexOf("SUMMARY:", StringComparison.Ordinal);
        return text[begin..text.IndexOf("\r\nSTATUS:", StringComparison.Ordinal)].Split("\r\n");
    }
}
