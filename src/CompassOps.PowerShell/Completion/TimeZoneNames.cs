using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Values;

namespace CompassOps.Completion;

/// <summary>The names of time zones that this system accepts: IANA names first, then the system's own.</summary>
internal static class TimeZoneNames
{
    private static readonly Lazy<string[]> Names = new(() =>
    {
        string[] ids = TimeZoneInfo.GetSystemTimeZones().Select(static zone => zone.Id).ToArray();
        return Iana(ids).Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal).Concat(ids)
            .Distinct(StringComparer.Ordinal).ToArray();
    });

    /// <summary>All names.</summary>
    public static string[] All => Names.Value;

    /// <summary>A name that this system accepts, as an example for messages.</summary>
    public static string Example { get; } =
        new[] { "Europe/Berlin", "W. Europe Standard Time" }.FirstOrDefault(static name => TimeZoneReader.Find(name) is not null) ?? "UTC";

#if NET
    // Windows lists its own names only, but accepts IANA names as well. Each of its zones has one for every country in it.
    private static IEnumerable<string> Iana(string[] ids)
    {
        if (!OperatingSystem.IsWindows())
        {
            yield break;
        }

        // All pairs of letters include all country codes. Null returns the zone's default name.
        char[] letters = Enumerable.Range('A', 26).Select(static letter => (char)letter).ToArray();
        string?[] countries = letters.SelectMany(first => letters.Select(second => $"{first}{second}")).Prepend(null).ToArray();
        foreach (string id in ids)
        {
            foreach (string? country in countries)
            {
                if (TimeZoneInfo.TryConvertWindowsIdToIanaId(id, country, out string? name))
                {
                    yield return name;
                }
            }
        }
    }
#else
    // .NET Framework has no IANA names.
    private static IEnumerable<string> Iana(string[] ids) => ids.Take(0);
#endif
}
