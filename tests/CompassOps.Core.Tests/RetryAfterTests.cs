using System;
using System.Globalization;
using CompassOps.Http;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks how the client reads the headers Retry-After and X-RateLimit-Reset.</summary>
public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whole_seconds_are_read() => Prop.ForAll(Gen.Choose(0, 30_000_000).ToArbitrary(), seconds =>
        RetryAfter.Parse(seconds.ToString(CultureInfo.InvariantCulture), null, Now) == TimeSpan.FromSeconds(seconds)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_date_is_relative_to_the_date_of_the_response() => Prop.ForAll(
        Gen.Choose(-100_000, 1_000_000).ToArbitrary(),
        Gen.Choose(-100_000_000, 100_000_000).ToArbitrary(),
        (seconds, skew) =>
        {
            DateTimeOffset answered = Now.AddSeconds(skew);
            string date = answered.AddSeconds(seconds).ToString("r", CultureInfo.InvariantCulture);
            return RetryAfter.Parse(date, answered, Now) == TimeSpan.FromSeconds(Math.Max(0, seconds));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("0", 0)]
    [InlineData(" 9 ", 9)]
    [InlineData("31536000", 31_536_000)]
    public void A_number_of_seconds_can_have_a_fraction(string value, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Parse(value, null, Now));

    [Theory]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT")]
    [InlineData("Sun, 1 Mar 2026 12:00:30 GMT")]
    [InlineData("Sunday, 01-Mar-26 12:00:30 GMT")]
    [InlineData("Sun Mar  1 12:00:30 2026")]
    [InlineData(" 30 ")]
    [InlineData("30.0")]
    public void Every_HTTP_date_format_is_read(string value) =>
        Assert.Equal(TimeSpan.FromSeconds(30), RetryAfter.Parse(value, null, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    [InlineData("1,000")]
    [InlineData("2026-03-01T12:00:30Z")]
    public void Text_that_is_neither_a_number_nor_a_date_is_ignored(string? value) => Assert.Null(RetryAfter.Parse(value, null, Now));

    [Theory]
    [InlineData("99999999999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public void A_time_beyond_a_year_is_limited_to_a_year(string value) => Assert.Equal(TimeSpan.FromDays(365), RetryAfter.Parse(value, null, Now));

    [Fact]
    public void No_value_of_Retry_After_throws() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        TimeSpan? wait = RetryAfter.Parse(text, null, Now);
        return wait is null || (wait >= TimeSpan.Zero && wait <= TimeSpan.FromDays(365));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("20", 20)]
    [InlineData("0.5", 0.5)]
    [InlineData("1772366420", 20)]
    [InlineData("1772366420.5", 20.5)]
    [InlineData("1772366420500", 20.5)]
    [InlineData("2026-03-01T12:00:20Z", 20)]
    [InlineData("2026-03-01T12:01Z", 60)]
    [InlineData("2026-03-01T13:00:20.5+01:00", 20.5)]
    [InlineData("Sun, 01 Mar 2026 12:00:20 GMT", 20)]
    [InlineData("99999999", 31_536_000)]
    [InlineData("99999999999999999999", 31_536_000)]
    public void A_rate_limit_reset_is_read_in_every_known_format(string value, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.ParseReset(value, null, Now));
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.ParseReset(value, Now, Now.AddDays(40)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1772366300")]
    [InlineData("2026-03-01T11:59:00Z")]
    [InlineData("2026-03-01")]
    [InlineData("soon")]
    public void A_past_or_invalid_reset_is_ignored(string? value) => Assert.Null(RetryAfter.ParseReset(value, null, Now));

    [Fact]
    public void No_value_of_a_reset_throws() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        TimeSpan? wait = RetryAfter.ParseReset(text, null, Now);
        return wait is null || (wait > TimeSpan.Zero && wait <= TimeSpan.FromDays(365));
    }).QuickCheckThrowOnFailure();
}
