using System;
using System.Globalization;

namespace CompassOps.Http;

/// <summary>Reads the header <c>Retry-After</c> in both its forms: seconds, and a date.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>
    /// How long to wait, at least zero and at most a year; null if the header is absent or says nothing sensible.
    /// </summary>
    /// <param name="value">The header's value.</param>
    /// <param name="answeredAt">The answer's own <c>Date</c>: a date is measured from it, so that clocks need not agree.</param>
    /// <param name="now">The clock here, for want of that.</param>
    public static TimeSpan? Parse(string? value, DateTimeOffset? answeredAt, DateTimeOffset now)
    {
        value = value?.Trim();
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        // The grammar knows whole seconds; fractions are met all the same. The parser also knows words, such as NaN.
        if (value![0] is >= '0' and <= '9' && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
        {
            return seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        if (HttpDate.Parse(value) is not { } until)
        {
            return null;
        }

        TimeSpan wait = until - (answeredAt ?? now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }
}
