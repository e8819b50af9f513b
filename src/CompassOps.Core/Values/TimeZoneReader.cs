using System;
using System.IO;
using System.Linq;

namespace CompassOps.Values;

/// <summary>Finds a time zone by its name in any case: case-sensitive file systems would find only the exact name.</summary>
public static class TimeZoneReader
{
    private const string DefaultFolder = "/usr/share/zoneinfo";

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

    // Older names, such as US/Eastern, are files that the system does not list.
    private static string? Spelling(string name)
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
}
