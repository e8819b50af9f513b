using System;
using CompassOps.Http;

namespace CompassOps.Retry;

/// <summary>What to do after an attempt.</summary>
internal enum NextStep
{
    /// <summary>Hand the answer to the caller.</summary>
    Return,

    /// <summary>Tell the caller that it failed.</summary>
    Fail,

    /// <summary>Wait, and send it again.</summary>
    Repeat,

    /// <summary>Find out first whether it was done; if it was not, fail or repeat as <see cref="Decision.MayRepeat"/> says.</summary>
    Look,
}

/// <summary>The decision after an attempt.</summary>
/// <param name="Step">What to do.</param>
/// <param name="MayRepeat">Whether there is to be another attempt, should one be needed.</param>
/// <param name="Wait">How long to wait before it.</param>
/// <param name="HoldsConnection">Whether all requests of the connection are to wait that long.</param>
internal readonly record struct Decision(NextStep Step, bool MayRepeat, TimeSpan Wait, bool HoldsConnection);

/// <summary>How patient the client is.</summary>
/// <param name="MaximumRetryCount">How many repeats there may be.</param>
/// <param name="Interval">The bound of the random wait before the first repeat; doubled for each further one.</param>
/// <param name="MaximumDelay">No wait is longer.</param>
internal readonly record struct RetrySettings(int MaximumRetryCount, TimeSpan Interval, TimeSpan MaximumDelay);

/// <summary>Decides whether a request is repeated, and when. Pure: the same arguments give the same decision.</summary>
internal static class RetryPolicy
{
    /// <summary>The decision after the attempt number <paramref name="attempt"/> (the first is 1).</summary>
    /// <param name="repeat">What the operation says about being repeated.</param>
    /// <param name="outcome">What became of the attempt.</param>
    /// <param name="status">The status of the answer; 0 if there was none.</param>
    /// <param name="retryAfter">How long the service asked to wait, or null.</param>
    /// <param name="attempt">Which attempt it was.</param>
    /// <param name="settings">How patient the client is.</param>
    /// <param name="random">A number from 0 to 1 that spreads the waits.</param>
    public static Decision Decide(
        RetrySafety repeat, AttemptOutcome outcome, int status, TimeSpan? retryAfter, int attempt, RetrySettings settings, double random)
    {
        if (outcome == AttemptOutcome.Success)
        {
            return new Decision(NextStep.Return, false, TimeSpan.Zero, false);
        }

        bool passing = IsPassing(outcome, status);
        bool attemptsLeft = attempt <= settings.MaximumRetryCount;
        bool mayRepeat = passing && attemptsLeft;
        bool holds = outcome == AttemptOutcome.Refusal && (status == 429 || (status is 503 or 529 && retryAfter is not null));
        TimeSpan wait = passing ? Wait(retryAfter, attempt, settings, random) : TimeSpan.Zero;
        NextStep step = repeat == RetrySafety.Create && MayBeDone(outcome, status) ? NextStep.Look
            : mayRepeat ? NextStep.Repeat
            : NextStep.Fail;
        return new Decision(step, mayRepeat, wait, holds);
    }

    /// <summary>Whether the service may have done, or may yet do, what it was asked by a request that came to this end.</summary>
    public static bool MayBeDone(AttemptOutcome outcome, int status) => outcome switch
    {
        AttemptOutcome.Success or AttemptOutcome.Lost or AttemptOutcome.CutOff or AttemptOutcome.TimedOut or AttemptOutcome.Unreadable or AttemptOutcome.TooLarge => true,
        AttemptOutcome.Refusal => status is 408 or >= 500,
        _ => false,
    };

    /// <summary>
    /// The bound of the random wait after an attempt: the interval, doubled with each attempt, up to the longest delay.
    /// </summary>
    public static TimeSpan Bound(int attempt, RetrySettings settings)
    {
        double ticks = settings.Interval.Ticks * Math.Pow(2, Math.Max(attempt, 1) - 1);
        return ticks < settings.MaximumDelay.Ticks ? new TimeSpan((long)ticks) : settings.MaximumDelay;
    }

    private static bool IsPassing(AttemptOutcome outcome, int status) => outcome switch
    {
        AttemptOutcome.NotSent or AttemptOutcome.Lost or AttemptOutcome.CutOff or AttemptOutcome.TimedOut => true,
        AttemptOutcome.Refusal => status is 408 or 429 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) or 529,
        _ => false,
    };

    private static TimeSpan Wait(TimeSpan? retryAfter, int attempt, RetrySettings settings, double random)
    {
        // To ask for no wait is to ask for nothing: then the wait is the client's own to choose.
        if (retryAfter is { } asked && asked > TimeSpan.Zero)
        {
            return asked < settings.MaximumDelay ? asked : settings.MaximumDelay;
        }

        return new TimeSpan((long)(Bound(attempt, settings).Ticks * random));
    }
}
