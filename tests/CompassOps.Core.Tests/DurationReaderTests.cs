using System;
using System.Collections.Generic;
using System.Globalization;
using CompassOps.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

public sealed class DurationReaderTests
{
    private static readonly Gen<int> Counts = Gen.Choose(0, 100_000);

    private static readonly Dictionary<string, Func<TimeSpan, string>> Forms = new()
    {
        ["the constant form of .NET"] = static time => time.ToString("c", CultureInfo.InvariantCulture),
        ["hours, minutes and seconds"] = static time => Text($"{(long)time.TotalHours}:{time:mm\\:ss}"),
        ["hours and minutes"] = static time => Text($"{(long)time.TotalHours}:{time.Minutes:00}"),
        ["units"] = static time => Text($"{time.Days}d{time.Hours}h{time.Minutes}m{time.Seconds}s"),
        ["units in words"] = static time => Text($" {time.Days} days {time.Hours} hours {time.Minutes} min {time.Seconds} seconds "),
        ["weeks"] = static time => Text($"{time.Days / 7}w {time.Days % 7}d {time.Hours}h {time.Minutes}m {time.Seconds}s"),
        ["minutes"] = static time => Text($"{(long)time.TotalMinutes}m"),
        ["ISO 8601"] = static time => System.Xml.XmlConvert.ToString(time),
        ["ISO 8601 without days"] = static time => Text($"PT{(long)time.TotalHours}H{time.Minutes}M{time.Seconds}S"),
        ["ISO 8601 with weeks"] = static time => Text($"P{time.Days / 7}W{time.Days % 7}DT{time.Hours}H{time.Minutes}M{time.Seconds}S"),
    };

    public static TheoryData<string> FormNames => [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(FormNames))]
    public void Parse_OfAnyTimeInAnyForm_ReturnsThatTime(string form) => Prop.ForAll(Counts.ToArbitrary(), minutes =>
    {
        TimeSpan time = TimeSpan.FromMinutes(minutes);
        return DurationReader.Parse(Forms[form](time)) == time;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_InEveryCulture_ReturnsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (CultureInfo culture in CultureInfo.GetCultures(CultureTypes.AllCultures))
            {
                CultureInfo.CurrentCulture = culture;
                Assert.Equal(TimeSpan.FromMinutes(90), DurationReader.Parse("1.5h"));
                Assert.Equal(TimeSpan.FromMinutes(90), DurationReader.Parse("1:30"));
                Assert.Equal(TimeSpan.FromHours(26), DurationReader.Parse("1.02:00:00"));
                Assert.Equal(TimeSpan.FromMinutes(1), DurationReader.Parse("1MIN"));
                Assert.Equal(TimeSpan.FromMinutes(1), DurationReader.Parse("pt1m"));
                Assert.Throws<CompassArgumentException>(static () => DurationReader.Parse("1,5h"));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Parse_OfAnyText_ReturnsATimeOrAnArgumentError() => Prop.ForAll<string>(text =>
    {
        try
        {
            return DurationReader.Parse(text ?? "") >= TimeSpan.Zero;
        }
        catch (CompassArgumentException)
        {
            return true;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_OfAnyNumber_AsksForTheUnit() => Prop.ForAll<double>(static number =>
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return Assert.Throws<CompassArgumentException>(() => DurationReader.Parse(text)).Message.Contains(text, StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("24:00:00", 24)]
    [InlineData("36:00:00", 36)]
    [InlineData("168:00:00", 168)]
    [InlineData("168:00", 168)]
    [InlineData("02:00:00", 2)]
    [InlineData("2:00", 2)]
    [InlineData("0:00", 0)]
    [InlineData("1.02:00:00", 26)]
    [InlineData("7.00:00", 168)]
    [InlineData("4w", 672)]
    [InlineData("P4W", 672)]
    [InlineData("1w1d", 192)]
    [InlineData("0.5d", 12)]
    [InlineData("PT1,5H", 1.5)]
    [InlineData("P1DT2H", 26)]
    [InlineData("2 h 30 min", 2.5)]
    public void Parse_ReadsHours(string text, double hours) => Assert.Equal(TimeSpan.FromHours(hours), DurationReader.Parse(text));

    [Theory]
    [InlineData("2")]
    [InlineData("+2")]
    [InlineData("1e3")]
    [InlineData("2.")]
    [InlineData("-5")]
    public void Parse_OfANumber_AsksForAUnit(string text) =>
        Assert.Contains("has no unit", Assert.Throws<CompassArgumentException>(() => DurationReader.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("-1h")]
    [InlineData("-02:00:00")]
    [InlineData("-PT2H")]
    [InlineData("-1.02:00:00")]
    public void Parse_NegativeTime_IsReported(string text) =>
        Assert.Contains("negative", Assert.Throws<CompassArgumentException>(() => DurationReader.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("99999999999d")]
    [InlineData("10675200d")]
    [InlineData("99999999999999999999999999999999w")]
    [InlineData("99999999999:00:00")]
    [InlineData("P99999999999D")]
    public void Parse_TimeThatIsTooLong_IsReported(string text) =>
        Assert.Contains("too long", Assert.Throws<CompassArgumentException>(() => DurationReader.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("P1Y2M3DT4H")]
    public void Parse_MonthsAndYears_IsReportedBecauseTheirLengthVaries(string text) =>
        Assert.Contains("no fixed length", Assert.Throws<CompassArgumentException>(() => DurationReader.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("2:75")]
    [InlineData("2:5")]
    [InlineData("1:00:75")]
    [InlineData("1.24:00:00")]
    [InlineData("1.36:00:00")]
    [InlineData("1:02:00:00")]
    [InlineData("1h 2")]
    [InlineData("2m1h")]
    [InlineData("30ms")]
    [InlineData("1mo")]
    [InlineData("\u0661h")]
    public void Parse_OfOtherText_IsAnError(string text) => Assert.Throws<CompassArgumentException>(() => DurationReader.Parse(text));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
