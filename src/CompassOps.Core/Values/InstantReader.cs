using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using CompassOps.Scheduling;

namespace CompassOps.Values;

/// <summary>
/// Reads a date and time in ISO 8601. Accepts another format only if the day cannot be confused with the month. This is the case if the
/// year is first, the month is an English name, the day is above 12, or the day equals the month. A text without a time zone is local
/// time. If a local time occurs twice, the class uses the first instant.
/// </summary>
public static class InstantReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Weekday = @"^((?<weekday>[a-z]{3,9})[.,]*\s+)?";

    private const string Time = @"((T|,?\s+)(?<hour>[0-9]{1,2}):(?<minute>[0-5][0-9])(:(?<second>[0-5][0-9])([.,](?<fraction>[0-9]+))?)?"
        + @"\s*(?<half>[ap]\.?m\.?)?\s*(?<zone>Z|UTC|GMT|[+-][0-9]{2}(:?[0-5][0-9])?)?)?$";

    private static readonly Regex Iso = new(
        $"{Weekday}(?<year>[0-9]{{4}})-(?<month>[0-9]{{2}})-(?<day>[0-9]{{2}}){Time}", Options);

    private static readonly Regex IsoBasic = new(
        "^(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})"
        + "(T(?<hour>[0-9]{2})(?<minute>[0-5][0-9])((?<second>[0-5][0-9])([.,](?<fraction>[0-9]+))?)?(?<zone>Z|[+-][0-9]{2}(:?[0-5][0-9])?)?)?$",
        Options);

    private static readonly Regex[] Others =
    {
        new($@"{Weekday}(?<year>[0-9]{{4}})(?<separator>[-/.])(?<month>[0-9]{{1,2}})\k<separator>(?<day>[0-9]{{1,2}}){Time}", Options),
        new($@"{Weekday}(?<day>[0-9]{{1,2}})\.?[\s-](?<name>[a-z]{{3,9}})\.?,?[\s-](?<year>[0-9]{{4}}){Time}", Options),
        new($@"{Weekday}(?<name>[a-z]{{3,9}})\.?\s+(?<day>[0-9]{{1,2}}),?\s+(?<year>[0-9]{{4}}){Time}", Options),
        new($@"{Weekday}(?<first>[0-9]{{1,2}})(?<separator>[-/.])(?<other>[0-9]{{1,2}})\k<separator>(?<year>[0-9]{{4}}){Time}", Options),
    };

    /// <summary>Reads a date and time.</summary>
    /// <exception cref="CompassArgumentException">The text is not a date, is out of range, or has more than one meaning.</exception>
    public static DateTimeOffset Parse(string text)
    {
        string word = text.Trim();
        if (new[] { Iso, IsoBasic }.Select(form => form.Match(word)).FirstOrDefault(match => match.Success) is { } iso)
        {
            return Read(iso, Number(iso, "month"), Number(iso, "day"), text);
        }

        Match other = Others.Select(form => form.Match(word)).FirstOrDefault(match => match.Success) ?? throw NotADate(text);

        // Reject the years of other calendars, such as 2570 in Thailand, 1405 in Iran and 1448 in Saudi Arabia.
        if (Number(other, "year") is < 1900 or > 2399)
        {
            throw new CompassArgumentException(Messages.DateOfOtherCalendar(text), null);
        }

        (int month, int day) = Day(other, text);
        return Read(other, month, day, text);
    }

    /// <summary>Converts a local time of this computer to an instant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is out of range.</exception>
    public static DateTimeOffset OfLocal(DateTime wall) => wall.Year is > 1 and < 9999
        ? Recurrence.InstantOf(wall, TimeZoneInfo.Local)
        : new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified));

    private static (int Month, int Day) Day(Match match, string text)
    {
        if (match.Groups["name"].Success)
        {
            return (Index(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, match.Groups["name"].Value) + 1, Number(match, "day"));
        }

        if (!match.Groups["first"].Success)
        {
            return (Number(match, "month"), Number(match, "day"));
        }

        int first = Number(match, "first");
        int second = Number(match, "other");
        return first <= 12 && second <= 12 && first != second ? throw new CompassArgumentException(Messages.AmbiguousDate(text), null)
            : first > 12 ? (second, first)
            : (first, second);
    }

    private static DateTimeOffset Read(Match match, int month, int day, string text)
    {
        try
        {
            DateTime wall = new DateTime(Number(match, "year"), month, day).Add(TimeOfDay(match));
            if (match.Groups["weekday"].Success
                && Index(CultureInfo.InvariantCulture.DateTimeFormat.DayNames, match.Groups["weekday"].Value) != (int)wall.DayOfWeek)
            {
                throw NotADate(text);
            }

            return match.Groups["zone"].Success ? new DateTimeOffset(wall, Offset(match.Groups["zone"].Value)) : OfLocal(wall);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw NotADate(text);
        }
    }

    private static TimeSpan TimeOfDay(Match match)
    {
        if (!match.Groups["hour"].Success)
        {
            return TimeSpan.Zero;
        }

        string fraction = match.Groups["fraction"].Value.PadRight(7, '0').Substring(0, 7);
        return TimeOfDayReader.Hours(Number(match, "hour"), match.Groups["half"].Value)
            + new TimeSpan(0, Number(match, "minute"), match.Groups["second"].Success ? Number(match, "second") : 0)
            + TimeSpan.FromTicks(int.Parse(fraction, CultureInfo.InvariantCulture));
    }

    private static TimeSpan Offset(string zone)
    {
        if (char.IsLetter(zone[0]))
        {
            return TimeSpan.Zero;
        }

        string digits = zone.Substring(1).Replace(":", "").PadRight(4, '0');
        TimeSpan offset = new(int.Parse(digits.Substring(0, 2), CultureInfo.InvariantCulture), int.Parse(digits.Substring(2), CultureInfo.InvariantCulture), 0);
        return zone[0] == '-' ? -offset : offset;
    }

    // Returns the index of the name that equals the word or whose first three letters equal the word. Returns -1 if there is no such name.
    private static int Index(string[] names, string word)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && (string.Equals(names[i], word, StringComparison.OrdinalIgnoreCase)
                || string.Equals(names[i].Substring(0, 3), word, StringComparison.OrdinalIgnoreCase)))
            {
                return i;
            }
        }

        return -1;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static CompassArgumentException NotADate(string text) => new(Messages.NotADate(text), null);
}
