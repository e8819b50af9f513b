using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CompassOps.Values;

/// <summary>
/// Finds a time zone by its name, in any letter case. .NET itself is case-sensitive for IANA names, and on Linux and macOS also for
/// Windows names.
/// </summary>
public static class TimeZoneReader
{
    private const string DefaultFolder = "/usr/share/zoneinfo";
    private static readonly Lazy<string[]> WindowsIanaNames = new(() => ReadIanaNames().Distinct(StringComparer.Ordinal).ToArray());

    /// <summary>The IANA names that Windows supports but does not list. Empty on other systems and on .NET Framework.</summary>
    public static IReadOnlyList<string> UnlistedIanaNames => WindowsIanaNames.Value;

    /// <summary>Finds a time zone by its IANA or Windows name. Returns null if this system does not have the time zone.</summary>
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

    // Returns a Windows time zone name in its correct letter case. .NET on Linux and macOS is case-sensitive for these names.
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

    // Returns an IANA time zone name in its correct letter case, from the files of the time zone database. The system does not list old
    // names, such as US/Eastern, but it has files for them.
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
    // Returns the IANA names of all Windows time zones. A Windows time zone can have a different IANA name in each country.
    private static IEnumerable<string> ReadIanaNames()
    {
        if (!OperatingSystem.IsWindows())
        {
            yield break;
        }

        // Country codes have two letters, so try all pairs of letters. Also try null instead of a country. For null, .NET returns the
        // default name of the time zone.
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
    // .NET Framework does not support IANA names.
    private static IEnumerable<string> ReadIanaNames() => Enumerable.Empty<string>();
#endif
}
