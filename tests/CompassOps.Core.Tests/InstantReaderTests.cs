using System;
using System.Globalization;
using System.Text.RegularExpressions;
using CompassOps.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

public sealed class InstantReaderTests
{
    private static readonly string[] IsoFormats =
    {
        "o", "u", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-ddTHH:mm:ss.fffzzz", "yyyyMMddTHHmmsszzz", "ddd yyyy-MM-dd HH:mm:ss zzz",
    };

    private static readonly string[] OtherFormats =
    {
        "r", "d MMM yyyy HH:mm:ss zzz", "d MMMM yyyy, h:mm:ss tt zzz", "dddd, MMMM d, yyyy h:mm:ss tt zzz", "yyyy/MM/dd HH:mm:ss zzz", "yyyy.M.d H:mm:ss zzz",
    };

    private static readonly Arbitrary<DateTimeOffset> Instants =
        (from seconds in Gen.Choose(-1_500_000_000, 2_000_000_000)
         from quarters in Gen.Choose(-48, 48)
         select new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds).ToOffset(TimeSpan.FromMinutes(15 * quarters))).ToArbitrary();

    [Fact]
    public void Parse_OfIsoText_ReturnsTheInstant() => Prop.ForAll(Instants, static instant =>
        Array.TrueForAll(IsoFormats, format => InstantReader.Parse(instant.ToString(format, CultureInfo.InvariantCulture)) == instant)).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_UnambiguousFormat_ReturnsTheInstant() => Prop.ForAll(Instants, static instant =>
        Array.TrueForAll(OtherFormats, format => InstantReader.Parse(instant.ToString(format, CultureInfo.InvariantCulture)) == instant)).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Category", "Slow")]
    public void Parse_OfTheTextOfAnyCulture_IsThatInstantOrAnError()
    {
        string[] formats = ["G", "g", "d", "f", "F", "D", "yyyy-MM-dd HH:mm", "yyyy/MM/dd HH:mm"];
        foreach (CultureInfo culture in CultureInfo.GetCultures(CultureTypes.AllCultures))
        {
            foreach (DateTime day in new DateTime[] { new(2027, 1, 3, 22, 0, 0), new(2026, 12, 24, 22, 0, 0), new(2027, 5, 5, 10, 30, 0) })
            {
                foreach (string format in formats)
                {
                    string text = day.ToString(format, culture);

                    // The reader reads text in an ISO 8601 format as a Gregorian date. So skip such text if the culture has
                    // another calendar.
                    bool isIsoOfOtherCalendar = Regex.IsMatch(text, @"^\d{4}-\d\d-\d\d") && culture.DateTimeFormat.Calendar is not GregorianCalendar;
                    DateTimeOffset? read = isIsoOfOtherCalendar ? null : Try(text);
                    Assert.True(read is null || read.Value.LocalDateTime.Date == day.Date, $"{culture.Name}: '{text}' is read as {read:o}");
                }
            }
        }
    }

    [Fact]
    public void Parse_InEveryCulture_ReturnsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (CultureInfo culture in CultureInfo.GetCultures(CultureTypes.AllCultures))
            {
                CultureInfo.CurrentCulture = culture;
                DateTimeOffset expected = new(2027, 1, 3, 22, 0, 0, TimeSpan.Zero);
                Assert.Equal(expected, InstantReader.Parse("2027-01-03T22:00Z"));
                Assert.Equal(expected, InstantReader.Parse("3 Jan 2027 22:00 +00:00"));
                Assert.Equal(expected, InstantReader.Parse("Sun, 03 Jan 2027 22:00:00 GMT"));
                Assert.Throws<CompassArgumentException>(static () => InstantReader.Parse("03.01.2027"));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("13.01.2027", "2027-01-13")]
    [InlineData("13/01/2027", "2027-01-13")]
    [InlineData("01/13/2027", "2027-01-13")]
    [InlineData("5/5/2027", "2027-05-05")]
    [InlineData("2027/1/3", "2027-01-03")]
    [InlineData("20270103", "2027-01-03")]
    [InlineData("Jan 3, 2027", "2027-01-03")]
    [InlineData("2027-01-03 10:30 pm", "2027-01-03T22:30")]
    [InlineData("2027-01-03T22:30:15.25", "2027-01-03T22:30:15.25")]
    public void Parse_OfTextWithASingleMeaning_IsThatLocalTime(string text, string expected) =>
        Assert.Equal(InstantReader.OfLocal(DateTime.Parse(expected, CultureInfo.InvariantCulture)), InstantReader.Parse(text));

    [Theory]
    [InlineData("03.01.2027")]
    [InlineData("05/12/2026")]
    [InlineData("1-2-2027 22:00")]
    [InlineData("01/02/2027 10:00 PM +01:00")]
    public void Parse_AmbiguousDate_IsReported(string text) =>
        Assert.Contains("ambiguous", Assert.Throws<CompassArgumentException>(() => InstantReader.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("24/12/2570 22:00")]
    [InlineData("1405/09/08")]
    [InlineData("19/06/1448")]
    [InlineData("13.01.0027")]
    public void Parse_DateOfAnotherCalendar_IsReported(string text) =>
        Assert.Contains("calendar", Assert.Throws<CompassArgumentException>(() => InstantReader.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("22:00")]
    [InlineData("10pm")]
    [InlineData("2027")]
    [InlineData("2027-01")]
    [InlineData("Jan 2027")]
    [InlineData("3 Jan")]
    [InlineData("03.01.27")]
    [InlineData("1/13/27")]
    [InlineData("2027-02-30")]
    [InlineData("2027-13-01")]
    [InlineData("2027-01-03T24:00")]
    [InlineData("2027-01-03T22:75")]
    [InlineData("2027-01-03T22:00+25:00")]
    [InlineData("2027-01-03T22:00 CET")]
    [InlineData("2027-01-03 13:00 pm")]
    [InlineData("Mon 2027-01-03 22:00")]
    [InlineData("3 Januar 2027")]
    [InlineData("1798156800")]
    [InlineData("2027/1.3")]
    [InlineData("\u0662\u0660\u0662\u0667-01-03")]
    public void Parse_OfOtherText_IsAnError(string text) => Assert.Throws<CompassArgumentException>(() => InstantReader.Parse(text));

    [Fact]
    public void Parse_OfAnyText_ReturnsAnInstantOrAnArgumentError() => Prop.ForAll<string>(static text => Try(text ?? "") is null or { Year: > 0 })
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("02:00", 2, 0)]
    [InlineData("2:00", 2, 0)]
    [InlineData("14:30", 14, 30)]
    [InlineData("10pm", 22, 0)]
    [InlineData("10 PM", 22, 0)]
    [InlineData("10:30 p.m.", 22, 30)]
    [InlineData("12am", 0, 0)]
    [InlineData("12pm", 12, 0)]
    [InlineData(" 00:00:00 ", 0, 0)]
    public void TimeOfDay_IsRead(string text, int hours, int minutes) => Assert.Equal(new TimeSpan(hours, minutes, 0), TimeOfDayReader.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("24:00")]
    [InlineData("25:00")]
    [InlineData("13pm")]
    [InlineData("0am")]
    [InlineData("2:5")]
    [InlineData("2:00:75")]
    [InlineData("-2:00")]
    [InlineData("1.02:00")]
    [InlineData("2200")]
    public void TimeOfDay_OfOtherText_IsAnError(string text) => Assert.Throws<CompassArgumentException>(() => TimeOfDayReader.Parse(text));

    [Theory]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("AMERICA/ARGENTINA/BUENOS_AIRES", "America/Argentina/Buenos_Aires")]
    [InlineData(" utc ", "UTC")]
    [InlineData("us/eastern", "US/Eastern")]
    public void TimeZone_IsFoundInAnyCase(string name, string expected) =>
        Assert.True(TimeZoneInfo.FindSystemTimeZoneById(expected).HasSameRules(TimeZoneReader.Find(name)!));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData("europe")]
    public void TimeZone_ThatIsUnknown_IsNull(string name) => Assert.Null(TimeZoneReader.Find(name));

    // Mono accepts a path as the name of a time zone, and opens the file at the path. The trait excludes this test on both Mono and
    // .NET Framework.
    [Trait("NetFramework", "differs")]
    [Fact]
    public void TimeZone_ThatIsAPath_IsNull() => Assert.Null(TimeZoneReader.Find("../zoneinfo/Europe/Berlin"));

    private static DateTimeOffset? Try(string text)
    {
        try
        {
            return InstantReader.Parse(text);
        }
        catch (CompassArgumentException)
        {
            return null;
        }
    }
}
