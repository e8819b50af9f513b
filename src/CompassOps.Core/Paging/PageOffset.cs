using System;
using System.Globalization;

namespace CompassOps.Paging;

/// <summary>Reads and changes the position in the address of a page (<c>offset=</c>, <c>size=</c>).</summary>
internal static class PageOffset
{
    private const string Offset = "offset=";
    private const string Size = "size=";

    /// <summary>Returns the position, or null.</summary>
    public static long? Of(Uri address) => Number(address, Offset);

    /// <summary>Returns the size of the page, or null.</summary>
    public static long? SizeOf(Uri address) => Number(address, Size);

    /// <summary>Returns the address moved back by a number of rows, but not before a limit; unchanged if it has no position.</summary>
    public static Uri Back(Uri address, long places, long first) =>
        places <= 0 || Of(address) is not { } offset ? address : At(address, Math.Min(offset, Math.Max(offset - places, first)));

    /// <summary>
    /// Returns the address after a page: the target of its link, or the first row after the page. A service that returns
    /// shorter pages than requested may compute the next offset from the requested size, so that its link skips rows.
    /// </summary>
    /// <param name="page">The address of the page.</param>
    /// <param name="rows">The number of rows of the page.</param>
    /// <param name="next">The target of its link.</param>
    public static Uri After(Uri page, int rows, Uri next)
    {
        long offset = Of(page) ?? 0;
        long? step = Of(next) - offset;
        return rows > 0 && rows < step && (step == SizeOf(page) || step == SizeOf(next)) ? At(next, offset + rows) : next;
    }

    /// <summary>Returns an address that has an offset with another offset.</summary>
    public static Uri At(Uri address, long offset)
    {
        string[] pairs = address.Query.TrimStart('?').Split('&');
        int at = Array.FindIndex(pairs, static pair => Number(pair, Offset) is not null);
        pairs[at] = Offset + offset.ToString(CultureInfo.InvariantCulture);
        return new Uri(address.GetLeftPart(UriPartial.Path) + "?" + string.Join("&", pairs));
    }

    private static long? Number(Uri address, string key)
    {
        foreach (string pair in address.Query.TrimStart('?').Split('&'))
        {
            if (Number(pair, key) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    private static long? Number(string pair, string key) =>
        pair.StartsWith(key, StringComparison.Ordinal)
        && long.TryParse(pair.Substring(key.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
}
