using System;
using System.Globalization;

namespace CompassOps.Http;

/// <summary>
/// Reads how long the service asks to wait: from <c>Retry-After</c> (seconds or a date of HTTP), or from <c>X-RateLimit-Reset</c>, which services
/// write as seconds from now, as seconds or milliseconds since 1970, or as a date of ISO 8601 or HTTP.
/// </summary>
internal static class RetryAfter
{
    /// <summary>Larger numbers are an instant, not a wait: as a wait this would be longer than a year.</summary>
    private const double SmallestInstant = 100_000_000;

    /// <summary>Larger numbers are milliseconds: as seconds this would be the year 5138.</summary>
    private const double SmallestMilliseconds = 100_000_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly string[] IsoForms =
    {
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    };

    /// <summary>
    /// How long to wait by <c>Retry-After</c>, at least zero and at most a year; null if the header is absent or says nothing sensible.
    /// </summary>
    /// <param name="value">The header's value.</param>
    /// <param name="responseDate">The response's own <c>Date</c>: a date is measured from it, so that clocks need not agree.</param>
    /// <param name="now">The clock here, for want of that.</param>
    public static TimeSpan? Parse(string? value, DateTimeOffset? responseDate, DateTimeOffset now)
    {
        value = value?.Trim();
        return string.IsNullOrEmpty(value) ? null
            : Number(value!) is { } seconds ? Bounded(seconds)
            : HttpDate.Parse(value) is { } until ? Until(until, responseDate ?? now)
            : null;
    }

    /// <summary>
    /// How long to wait by <c>X-RateLimit-Reset</c>, more than zero and at most a year; null if the header is absent or says nothing sensible. An
    /// instant that is over says nothing.
    /// </summary>
    /// <param name="value">The header's value.</param>
    /// <param name="responseDate">The response's own <c>Date</c>.</param>
    /// <param name="now">The clock here, for want of that.</param>
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

    // The grammar knows whole seconds; fractions are met all the same. The parser also knows words, such as NaN.
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
