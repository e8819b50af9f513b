using System;

namespace CompassOps.Arguments;

/// <summary>Computes the end of a window from typed and piped values, and checks the values.</summary>
internal static class MaintenanceTimes
{
    /// <summary>Throws if both an end date and a duration are specified, or if the duration is not positive.</summary>
    /// <exception cref="CompassArgumentException">The values are invalid.</exception>
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
    /// <param name="start">The start of the window.</param>
    /// <param name="end">The specified end, or null.</param>
    /// <param name="duration">The specified duration, or null.</param>
    /// <exception cref="CompassArgumentException">Both are null, they contradict each other, or the end is out of range.</exception>
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
