using System;
using System.Collections.Generic;
using System.Globalization;

namespace CompassOps.Formatting;

/// <summary>A duration as people say it: <c>2 h 30 min</c>.</summary>
internal static class DurationText
{
    /// <summary>Days, hours, minutes and seconds, as far as there are any.</summary>
    public static string Of(TimeSpan time)
    {
        List<string> words = new(4);
        foreach ((int count, string? unit) in new[] { (time.Days, "d"), (time.Hours, "h"), (time.Minutes, "min"), (time.Seconds, "s") })
        {
            if (count != 0)
            {
                words.Add(count.ToString(CultureInfo.InvariantCulture) + " " + unit);
            }
        }

        return words.Count > 0 ? string.Join(" ", words) : time.ToString("c", CultureInfo.InvariantCulture);
    }
}
