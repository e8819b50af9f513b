using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CompassOps.Sandbox.Domain;

/// <summary>Reads and writes dates and times in the ISO 8601 format of the service.</summary>
internal static partial class Instants
{
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads an ISO 8601 date and time, and truncates the time to milliseconds as the service does.</summary>
    public static bool TryRead(string text, out DateTimeOffset instant)
    {
        bool read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant) && Pattern().IsMatch(text);
        instant = read ? Truncate(instant) : default;
        return read;
    }

    public static DateTimeOffset Truncate(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
