using System;
using System.Globalization;

namespace CompassOps.Paging;

/// <summary>The position in a list that a page's address asks for (<c>offset=</c>), where it has one.</summary>
internal static class PageOffset
{
    private const string Key = "offset=";

    /// <summary>The position, or null.</summary>
    public static long? Of(Uri address)
    {
        foreach (string pair in address.Query.TrimStart('?').Split('&'))
        {
            if (Of(pair) is { } offset)
            {
                return offset;
            }
        }

        return null;
    }

    /// <summary>The same page so many places further back, but not before a position; the same address where it has no position.</summary>
    public static Uri Back(Uri address, long places, long first)
    {
        if (places <= 0 || Of(address) is not { } offset)
        {
            return address;
        }

        string[] pairs = address.Query.TrimStart('?').Split('&');
        int at = Array.FindIndex(pairs, static pair => Of(pair) is not null);
        pairs[at] = Key + Math.Min(offset, Math.Max(offset - places, first)).ToString(CultureInfo.InvariantCulture);
        return new Uri(address.GetLeftPart(UriPartial.Path) + "?" + string.Join("&", pairs));
    }

    private static long? Of(string pair) =>
        pair.StartsWith(Key, StringComparison.Ordinal)
        && long.TryParse(pair.Substring(Key.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long offset)
            ? offset
            : null;
}
