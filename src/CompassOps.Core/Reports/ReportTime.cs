using System;
using System.Globalization;
using CompassOps.Scheduling;

namespace CompassOps.Reports;

/// <summary>Formats the times of a report in English, in the time zone of the report.</summary>
internal sealed class ReportTime
{
    private readonly TimeZoneInfo _zone;

    public ReportTime(TimeZoneInfo zone) => _zone = zone;

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    /// <summary>Returns a time with its UTC offset, such as <c>Sun 6 Dec 2026, 02:00 +01:00</c>.</summary>
    public string Instant(DateTimeOffset? instant) =>
        instant is { } value ? Local(value).ToString("ddd d MMM yyyy, HH:mm zzz", CultureInfo.InvariantCulture) : "not given";

    /// <summary>Returns a time without year and UTC offset, such as <c>Sun 6 Dec, 02:00</c>.</summary>
    public string Short(DateTimeOffset instant) => Local(instant).ToString("ddd d MMM, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Converts a local time in the time zone of the report to an instant, as <see cref="Recurrence.InstantOf"/> does.</summary>
    public DateTimeOffset FromWall(DateTime wall) => Recurrence.InstantOf(wall, _zone);

    /// <summary>Returns a duration in its two largest units, such as <c>1 day 2 h</c> or <c>45 min</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        TimeSpan rounded = TimeSpan.FromMinutes(Math.Max(1, Math.Round(duration.TotalMinutes)));
        string days = rounded.Days == 0 ? "" : rounded.Days == 1 ? "1 day" : Number(rounded.Days) + " days";
        string hours = rounded.Hours == 0 ? "" : Number(rounded.Hours) + " h";
        string minutes = rounded.Minutes == 0 || rounded.Days > 0 ? "" : Number(rounded.Minutes) + " min";
        return string.Join(" ", Array.FindAll(new[] { days, hours, minutes }, static part => part.Length > 0));
    }

    /// <summary>Returns a number with a noun, such as <c>1 window</c> or <c>3 windows</c>.</summary>
    public static string Count(int count, string noun) => Number(count) + " " + noun + (count == 1 ? "" : "s");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
