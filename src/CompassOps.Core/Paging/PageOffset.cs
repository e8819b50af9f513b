using System;
using System.Globalization;

namespace CompassOps.Paging;

/// <summary>Reads and changes the parameters <c>offset=</c> and <c>size=</c> in the address of a page.</summary>
internal static class PageOffset
{
    private const string Offset = "offset=";
    private const string Size = "size=";

    public static long? Of(Uri address) => Number(address, Offset);

    public static long? SizeOf(Uri address) => Number(address, Size);

    /// <summary>
    /// Reduces the offset in an address, but not below <paramref name="first"/>. An address without an offset is returned unchanged.
    /// </summary>
    public static Uri Back(Uri address, long places, long first) =>
        places <= 0 || Of(address) is not { } offset ? address : At(address, Math.Min(offset, Math.Max(offset - places, first)));

    /// <summary>
    /// Returns the address of the next page. This is usually the target of the link. Some services return fewer items than requested, but
    /// compute the next offset from the requested size. Such a link would skip items, so the method replaces the offset of the link with
    /// the offset of the first item after the page.
    /// </summary>
    /// <param name="page">The address of the page.</param>
    /// <param name="rows">The number of items on the page.</param>
    /// <param name="next">The target of the link on the page.</param>
    public static Uri After(Uri page, int rows, Uri next)
    {
        long offset = Of(page) ?? 0;
        long? step = Of(next) - offset;
        return rows > 0 && rows < step && (step == SizeOf(page) || step == SizeOf(next)) ? At(next, offset + rows) : next;
    }

    /// <summary>Replaces the offset in an address. The address must contain an offset.</summary>
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
