using System;
using System.Globalization;

namespace CompassOps.Http;

/// <summary>Reads dates as HTTP writes them, the obsolete two forms included.</summary>
internal static class HttpDate
{
    private static readonly string[] Forms =
    {
        "r",
        "ddd, d MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
        "ddd MMM  d HH:mm:ss yyyy",
    };

    /// <summary>The instant, or null if there is none or it is no date of HTTP.</summary>
    public static DateTimeOffset? Parse(string? value) =>
        value is not null && DateTimeOffset.TryParseExact(
            value.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;
}
