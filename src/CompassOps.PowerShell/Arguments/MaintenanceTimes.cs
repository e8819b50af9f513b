using System;

namespace CompassOps.Arguments;

/// <summary>Computes when a window opens and closes, from typed and piped values.</summary>
internal static class MaintenanceTimes
{
    /// <summary>Refuses an end date together with a duration, and a duration that is not positive.</summary>
    /// <exception cref="CompassArgumentException">The values are refused.</exception>
    public static void Check(DateTimeOffset? end, TimeSpan? duration)
    {
        if (end is not null && duration is not null)
        {
            throw new CompassArgumentException(Messages.EndAndDuration, "Duration");
        }

        if (duration <= TimeSpan.Zero)
        {
            throw new CompassArgumentException(Messages.DurationNotPositive(duration), "Duration");
        }
    }

    /// <summary>Returns the end of a new window.</summary>
    /// <param name="start">When it opens.</param>
    /// <param name="end">The end given, or null.</param>
    /// <param name="duration">The duration given, or null.</param>
    /// <exception cref="CompassArgumentException">Neither is given, they contradict each other, or the end is out of range.</exception>
    public static DateTimeOffset End(DateTimeOffset start, DateTimeOffset? end, TimeSpan? duration)
    {
        if (end is null && duration is null)
        {
            throw new CompassArgumentException(Messages.WindowHasNoEnd, "EndDate");
        }

        try
        {
            DateTimeOffset? byDuration = start + duration;
            return end is { } given && byDuration is { } computed && (given - computed).Duration() >= TimeSpan.FromSeconds(1)
                ? throw new CompassArgumentException(Messages.EndContradictsDuration(given, computed), "Duration")
                : end ?? byDuration!.Value;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new CompassArgumentException(Messages.EndOutOfRange(duration, start), "Duration");
        }
    }
}
