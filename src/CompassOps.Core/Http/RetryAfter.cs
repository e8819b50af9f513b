using System;
using System.Globalization;

namespace CompassOps.Http;

/// <summary>
/// Reads the delay that the service requests. <c>Retry-After</c> contains seconds or an HTTP date. <c>X-RateLimit-Reset</c> contains
/// seconds from now, seconds or milliseconds since 1970, or an ISO 8601 or HTTP date.
/// </summary>
internal static class RetryAfter
{
    /// <summary>Larger numbers are a time since 1970 and not a delay, because the delay would exceed a year.</summary>
    private const double SmallestInstant = 100_000_000;

    /// <summary>Larger numbers are milliseconds, because in seconds they would mean a date after the year 5138.</summary>
    private const double SmallestMilliseconds = 100_000_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly string[] IsoForms =
    {
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    };

    /// <summary>
    /// Returns the delay that <c>Retry-After</c> requests, from zero to a year. Returns null if the header is absent or invalid.
    /// </summary>
    /// <param name="value">The header's value.</param>
    /// <param name="responseDate">
    /// The date of the response. Dates are compared with it, so that the clocks of client and service need not agree.
    /// </param>
    /// <param name="now">The local time, which is used if the response has no date.</param>
    public static TimeSpan? Parse(string? value, DateTimeOffset? responseDate, DateTimeOffset now)
    {
        value = value?.Trim();
        return string.IsNullOrEmpty(value) ? null
            : Number(value!) is { } seconds ? Bounded(seconds)
            : HttpDate.Parse(value) is { } until ? Until(until, responseDate ?? now)
            : null;
    }

    /// <summary>
    /// Returns the delay until <c>X-RateLimit-Reset</c>, above zero and at most a year. Returns null if the header is absent, invalid or
    /// in the past.
    /// </summary>
    /// <param name="value">The header's value.</param>
    /// <param name="responseDate">The date of the response, or null.</param>
    /// <param name="now">The local time, which is used if the response has no date.</param>
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

    // The standard allows whole seconds only, but some services send fractions. The first digit is checked because the parser also
    // accepts words such as NaN.
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
