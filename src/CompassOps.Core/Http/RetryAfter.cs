using System;
using System.Globalization;

namespace CompassOps.Http;

/// <summary>
/// Reads the delay that the service requests, from <c>Retry-After</c> (seconds or an HTTP date) or <c>X-RateLimit-Reset</c>, which services
/// write as seconds from now, as seconds or milliseconds since 1970, or as an ISO 8601 or HTTP date.
/// </summary>
internal static class RetryAfter
{
    /// <summary>Larger numbers are an instant and not a delay, because the delay would exceed a year.</summary>
    private const double SmallestInstant = 100_000_000;

    /// <summary>Larger numbers are milliseconds: as seconds this would be the year 5138.</summary>
    private const double SmallestMilliseconds = 100_000_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly string[] IsoForms =
    {
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    };

    /// <summary>
    /// Returns the delay of <c>Retry-After</c>, from zero to a year; null if the header is absent or invalid.
    /// </summary>
    /// <param name="value">The header's value.</param>
    /// <param name="responseDate">The response's <c>Date</c>. A date is relative to it, so that clocks need not agree.</param>
    /// <param name="now">The local time, used without a response date.</param>
    public static TimeSpan? Parse(string? value, DateTimeOffset? responseDate, DateTimeOffset now)
    {
        value = value?.Trim();
        return string.IsNullOrEmpty(value) ? null
            : Number(value!) is { } seconds ? Bounded(seconds)
            : HttpDate.Parse(value) is { } until ? Until(until, responseDate ?? now)
            : null;
    }

    /// <summary>
    /// Returns the delay of <c>X-RateLimit-Reset</c>, more than zero and at most a year; null if the header is absent, invalid or
    /// in the past.
    /// </summary>
    /// <param name="value">The header's value.</param>
    /// <param name="responseDate">The response's own <c>Date</c>.</param>
    /// <param name="now">The local time, used without a response date.</param>
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

    // The grammar allows whole seconds only, but services send fractions. The parser also accepts words such as NaN.
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
