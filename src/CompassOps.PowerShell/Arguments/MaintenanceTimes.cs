using System;

namespace CompassOps.Arguments;

/// <summary>Computes and checks the end of a maintenance window.</summary>
internal static class MaintenanceTimes
{
    /// <summary>Rejects an end date together with a duration. Also rejects a duration that is not positive.</summary>
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

    /// <summary>Returns the end of a new maintenance window.</summary>
    /// <exception cref="CompassArgumentException">The end and the duration are both null, they contradict each other, or the end is out of
    /// range.</exception>
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
