using System;
using System.Linq;
using CompassOps.Values;

namespace CompassOps.Completion;

/// <summary>Lists the names of time zones that this system accepts: IANA names first, then the system's own names.</summary>
internal static class TimeZoneNames
{
    private static readonly Lazy<string[]> Names = new(() =>
    {
        string[] ids = TimeZoneInfo.GetSystemTimeZones().Select(static zone => zone.Id).ToArray();
        return TimeZoneReader.UnlistedIanaNames.OrderBy(static name => name, StringComparer.Ordinal).Concat(ids)
            .Distinct(StringComparer.Ordinal).ToArray();
    });

    /// <summary>All names.</summary>
    public static string[] All => Names.Value;

    /// <summary>An accepted name, as an example for messages.</summary>
    public static string Example { get; } =
        new[] { "Europe/Berlin", "W. Europe Standard Time" }.FirstOrDefault(static name => TimeZoneReader.Find(name) is not null) ?? "UTC";
}
