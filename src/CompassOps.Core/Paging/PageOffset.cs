using System;
using System.Globalization;

namespace CompassOps.Paging;

/// <summary>Reads and changes the offset and the size in the address of a page (<c>offset=</c>, <c>size=</c>).</summary>
internal static class PageOffset
{
    private const string Offset = "offset=";
    private const string Size = "size=";

    /// <summary>Returns the offset in the address, or null if it has none.</summary>
    public static long? Of(Uri address) => Number(address, Offset);

    /// <summary>Returns the page size in the address, or null if it has none.</summary>
    public static long? SizeOf(Uri address) => Number(address, Size);

    /// <summary>
    /// Moves the offset of an address back by a number of rows, but not below <paramref name="first"/>. If the address has no offset,
    /// returns it unchanged.
    /// </summary>
    public static Uri Back(Uri address, long places, long first) =>
        places <= 0 || Of(address) is not { } offset ? address : At(address, Math.Min(offset, Math.Max(offset - places, first)));

    /// <summary>
    /// Returns the address that follows a page: normally the target of its link. A service that returns shorter pages than requested may
    /// compute the next offset from the requested size. Such a link skips rows, so the address of the first row after the page is
    /// returned instead.
    /// </summary>
    /// <param name="page">The address of the page.</param>
    /// <param name="rows">The number of rows of the page.</param>
    /// <param name="next">The target of the page's link.</param>
    public static Uri After(Uri page, int rows, Uri next)
    {
        long offset = Of(page) ?? 0;
        long? step = Of(next) - offset;
        return rows > 0 && rows < step && (step == SizeOf(page) || step == SizeOf(next)) ? At(next, offset + rows) : next;
    }

    /// <summary>Replaces the offset of an address, which must have one.</summary>
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
