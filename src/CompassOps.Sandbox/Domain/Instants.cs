// Reads and writes dates and times in the format of the service.
using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CompassOps.Sandbox.Domain;

/// <summary>Reads and writes ISO 8601 dates and times. The service keeps milliseconds.</summary>
internal static partial class Instants
{
    /// <summary>Returns the time in the format of the service: UTC with milliseconds.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads an ISO 8601 date and time, and truncates it to milliseconds.</summary>
    public static bool TryRead(string text, out DateTimeOffset instant)
    {
        bool read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant) && Pattern().IsMatch(text);
        instant = read ? Truncate(instant) : default;
        return read;
    }

    /// <summary>Converts the time to UTC and truncates it to milliseconds.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
