using System;
using System.Linq;
using CompassOps.Values;

namespace CompassOps.Completion;

/// <summary>
/// Provides the time zone names that this system accepts. PowerShell 7 on Windows also accepts IANA names, which the system does not list.
/// They come before the names that the system lists.
/// </summary>
internal static class TimeZoneNames
{
    private static readonly Lazy<string[]> Names = new(() =>
    {
        string[] ids = TimeZoneInfo.GetSystemTimeZones().Select(static zone => zone.Id).ToArray();
        return TimeZoneReader.UnlistedIanaNames.OrderBy(static name => name, StringComparer.Ordinal).Concat(ids)
            .Distinct(StringComparer.Ordinal).ToArray();
    });

    public static string[] All => Names.Value;

    /// <summary>A name that this system accepts. Messages use the name as an example.</summary>
    public static string Example { get; } =
        new[] { "Europe/Berlin", "W. Europe Standard Time" }.FirstOrDefault(static name => TimeZoneReader.Find(name) is not null) ?? "UTC";
}
