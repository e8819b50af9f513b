using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CompassOps.Values;

/// <summary>Finds a time zone by its name in any case. Neither Linux file systems nor ICU on Windows ignore the case of IANA names, nor ICU on Linux that of Windows names.</summary>
public static class TimeZoneReader
{
    private const string DefaultFolder = "/usr/share/zoneinfo";
    private static readonly Lazy<string[]> WindowsIanaNames = new(() => ReadIanaNames().Distinct(StringComparer.Ordinal).ToArray());

    /// <summary>The IANA names that Windows accepts beside the names it lists; empty on other systems and on .NET Framework.</summary>
    public static IReadOnlyList<string> UnlistedIanaNames => WindowsIanaNames.Value;

    /// <summary>Finds the zone; returns null if this system does not have it.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        string word = name.Trim();
        return ById(word)
            ?? TimeZoneInfo.GetSystemTimeZones().FirstOrDefault(zone => string.Equals(zone.Id, word, StringComparison.OrdinalIgnoreCase))
            ?? (Spelling(word) is { } spelled ? ById(spelled) : null);
    }

    private static TimeZoneInfo? ById(string name)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            return null;
        }
    }

    private static string? Spelling(string name) =>
        UnlistedIanaNames.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) ?? FileName(name) ?? WindowsName(name);

    // Systems that list IANA names know the names of Windows by a table that distinguishes case.
    private static string? WindowsName(string name)
    {
#if NET
        foreach (TimeZoneInfo zone in TimeZoneInfo.GetSystemTimeZones())
        {
            if (TimeZoneInfo.TryConvertIanaIdToWindowsId(zone.Id, out string? windows) && string.Equals(windows, name, StringComparison.OrdinalIgnoreCase))
            {
                return windows;
            }
        }
#else
        _ = name;
#endif
        return null;
    }

    // Older names, such as US/Eastern, are files that the system does not list.
    private static string? FileName(string name)
    {
        string folder = Environment.GetEnvironmentVariable("TZDIR") is { Length: > 0 } given ? given : DefaultFolder;
        string path = folder;
        try
        {
            foreach (string part in name.Split('/'))
            {
                if (!Directory.Exists(path)
                    || Directory.EnumerateFileSystemEntries(path).FirstOrDefault(entry =>
                        string.Equals(Path.GetFileName(entry), part, StringComparison.OrdinalIgnoreCase)) is not { } found)
                {
                    return null;
                }

                path = found;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return path.Substring(folder.Length).TrimStart('/');
    }

#if NET
    // Each Windows zone has one IANA name for every country in it.
    private static IEnumerable<string> ReadIanaNames()
    {
        if (!OperatingSystem.IsWindows())
        {
            yield break;
        }

        // All pairs of letters include all country codes. Null returns the zone's default name.
        char[] letters = Enumerable.Range('A', 26).Select(static letter => (char)letter).ToArray();
        string?[] countries = letters.SelectMany(first => letters.Select(second => $"{first}{second}")).Prepend(null).ToArray();
        foreach (TimeZoneInfo zone in TimeZoneInfo.GetSystemTimeZones())
        {
            foreach (string? country in countries)
            {
                if (TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, country, out string? name))
                {
                    yield return name;
                }
            }
        }
    }
#else
    // .NET Framework has no IANA names.
    private static IEnumerable<string> ReadIanaNames() => Enumerable.Empty<string>();
#endif
}
