using System;
using System.Globalization;

namespace CompassOps.Formatting;

/// <summary>An instant as people read it here: in the time of the machine with its offset, written one way in all cultures.</summary>
internal static class LocalTime
{
    /// <summary>Date, time and offset, to the minute.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
