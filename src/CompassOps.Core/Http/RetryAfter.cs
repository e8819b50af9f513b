using System;
using System.Globalization;

namespace CompassOps.Http;

/// <summary>
/// Reads the delay that the service requests before the next request. <c>Retry-After</c> contains seconds or an HTTP date.
/// <c>X-RateLimit-Reset</c> contains the seconds from now, the seconds or milliseconds since 1970, or a date in ISO 8601 or HTTP format.
/// </summary>
internal static class RetryAfter
{
    /// <summary>A number of this size or above is a time since 1970. As a delay in seconds, it would be longer than three years.</summary>
    private const double SmallestInstant = 100_000_000;

    /// <summary>
    /// A number of this size or above is a time since 1970 in milliseconds. As seconds since 1970, it would mean the year 5138 or later.
    /// </summary>
    private const double SmallestMilliseconds = 100_000_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly string[] IsoForms =
    {
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    };

    /// <summary>
    /// Returns the delay that <c>Retry-After</c> requests, from zero to a year. Returns null if the header is missing or invalid.
    /// </summary>
    /// <param name="value">The value of the header.</param>
    /// <param name="responseDate">
    /// The <c>Date</c> header of the response, or null. A date in <c>Retry-After</c> is compared with this date, because the local clock
    /// can be wrong.
    /// </param>
    /// <param name="now">The time of the local clock. The method uses it if the response has no date.</param>
    public static TimeSpan? Parse(string? value, DateTimeOffset? responseDate, DateTimeOffset now)
    {
        value = value?.Trim();
        return string.IsNullOrEmpty(value) ? null
            : Number(value!) is { } seconds ? Bounded(seconds)
            : HttpDate.Parse(value) is { } until ? Until(until, responseDate ?? now)
            : null;
    }

    /// <summary>
    /// Returns the delay until the time in <c>X-RateLimit-Reset</c>, above zero and at most a year. Returns null if the header is missing
    /// or invalid, or if the time has passed.
    /// </summary>
    /// <param name="value">The value of the header.</param>
    /// <param name="responseDate">The <c>Date</c> header of the response, or null.</param>
    /// <param name="now">The time of the local clock. The method uses it if the response has no date.</param>
    public static TimeSpan? ParseReset(string? value, DateTimeOffset? responseDate, DateTimeOffset now)
    {
        value = value?.Trim();
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        DateTimeOffset from = responseDate ?? now;
        TimeSpan? wait = Number(value!) is { } number ? OfNumber(number, from)
            : HttpDate.Parse(value) is { } date ? Until(date, from)
            : DateTimeOffset.TryParseExact(
                value, IsoForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant) ? Until(instant, from)
            : null;
        return wait > TimeSpan.Zero ? wait : null;
    }

    // RFC 9110 allows whole seconds only, but some services send fractions. Check that the first character is a digit, because
    // double.TryParse also accepts words such as NaN.
    private static double? Number(string value) =>
        value[0] is >= '0' and <= '9' && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;

    private static TimeSpan OfNumber(double number, DateTimeOffset from) =>
        number < SmallestInstant ? Bounded(number)
        : Bounded((number < SmallestMilliseconds ? number : number / 1000) - (from.ToUnixTimeMilliseconds() / 1000.0));

    private static TimeSpan Until(DateTimeOffset instant, DateTimeOffset from) => Bounded((instant - from).TotalSeconds);

    private static TimeSpan Bounded(double seconds) =>
        seconds >= Longest.TotalSeconds ? Longest : seconds <= 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
}
