using System;
using CompassOps.Http;

namespace CompassOps.Retry;

/// <summary>The step that follows an attempt.</summary>
internal enum NextStep
{
    /// <summary>Return the response to the caller.</summary>
    Return,

    /// <summary>Report the failure to the caller.</summary>
    Fail,

    /// <summary>Wait, and send the request again.</summary>
    Retry,

    /// <summary>
    /// Look up whether the service carried out the request. If it did not, retry if <see cref="Decision.MayRetry"/> is true; otherwise
    /// fail.
    /// </summary>
    LookUp,
}

/// <summary>The decision that follows an attempt.</summary>
/// <param name="Step">The next step.</param>
/// <param name="MayRetry">Whether another attempt is allowed.</param>
/// <param name="Wait">The delay before that attempt.</param>
/// <param name="PausesConnection">Whether all requests of the connection wait for this delay.</param>
internal readonly record struct Decision(NextStep Step, bool MayRetry, TimeSpan Wait, bool PausesConnection);

/// <summary>The limits of retries.</summary>
/// <param name="MaximumRetryCount">The largest number of retries.</param>
/// <param name="Interval">The longest random delay before the first retry. It doubles with each further retry.</param>
/// <param name="MaximumDelay">The longest delay before any retry.</param>
internal readonly record struct RetrySettings(int MaximumRetryCount, TimeSpan Interval, TimeSpan MaximumDelay);

/// <summary>
/// Decides whether and when a request is retried. Has no side effects: the same arguments always give the same decision.
/// </summary>
internal static class RetryPolicy
{
    /// <summary>The decision to retry a request at once with another token, after the service refused its token.</summary>
    public static readonly Decision Again = new(NextStep.Retry, true, TimeSpan.Zero, false);

    /// <summary>Returns the decision after attempt number <paramref name="attempt"/> (the first is 1).</summary>
    /// <param name="safety">Whether the operation is safe to retry.</param>
    /// <param name="outcome">The outcome of the attempt.</param>
    /// <param name="status">The status of the response; 0 if there was none.</param>
    /// <param name="retryAfter">The delay that the service requests, or null.</param>
    /// <param name="attempt">The number of the attempt.</param>
    /// <param name="settings">The limits of retries.</param>
    /// <param name="random">A random number from 0 to 1, which spreads the delays.</param>
    public static Decision Decide(
        RetrySafety safety, AttemptOutcome outcome, int status, TimeSpan? retryAfter, int attempt, RetrySettings settings, double random)
    {
        if (outcome == AttemptOutcome.Success)
        {
            return new Decision(NextStep.Return, false, TimeSpan.Zero, false);
        }

        bool transient = IsTransient(outcome, status);
        bool attemptsLeft = attempt <= settings.MaximumRetryCount;
        bool mayBeDone = MayBeDone(outcome, status, retryAfter);
        bool mayRetry = transient && attemptsLeft && !(mayBeDone && safety is RetrySafety.Create or RetrySafety.Unsafe);
        bool pauses = outcome == AttemptOutcome.Refusal && IsTurnedAway(status, retryAfter);
        TimeSpan wait = transient ? Wait(retryAfter, attempt, settings, random) : TimeSpan.Zero;
        NextStep step = mayBeDone && safety is RetrySafety.Create or RetrySafety.CreateByName ? NextStep.LookUp
            : mayRetry ? NextStep.Retry
            : NextStep.Fail;
        return new Decision(step, mayRetry, wait, pauses);
    }

    /// <summary>Returns whether the service may have carried out a request with this outcome, or may still do so.</summary>
    /// <param name="outcome">The outcome of the attempt.</param>
    /// <param name="status">The status of the response; 0 if there was none.</param>
    /// <param name="retryAfter">The delay that the service requests, or null.</param>
    public static bool MayBeDone(AttemptOutcome outcome, int status, TimeSpan? retryAfter) => outcome switch
    {
        AttemptOutcome.Success or AttemptOutcome.Lost or AttemptOutcome.CutOff or AttemptOutcome.TimedOut or AttemptOutcome.Unreadable or AttemptOutcome.TooLarge => true,
        AttemptOutcome.Refusal => status == 408 || (status >= 500 && !IsTurnedAway(status, retryAfter)),
        _ => false,
    };

    /// <summary>
    /// Returns the longest random delay after an attempt. It is the interval, doubled after each attempt, up to the maximum delay.
    /// </summary>
    public static TimeSpan Bound(int attempt, RetrySettings settings)
    {
        double ticks = settings.Interval.Ticks * Math.Pow(2, Math.Max(attempt, 1) - 1);
        return ticks < settings.MaximumDelay.Ticks ? new TimeSpan((long)ticks) : settings.MaximumDelay;
    }

    // If the service requests a delay, it has not carried out the request. A 503 without Retry-After may come from a proxy that lost the
    // response of the service.
    private static bool IsTurnedAway(int status, TimeSpan? retryAfter) => status == 429 || (status is 503 or 529 && retryAfter is not null);

    private static bool IsTransient(AttemptOutcome outcome, int status) => outcome switch
    {
        AttemptOutcome.NotSent or AttemptOutcome.Lost or AttemptOutcome.CutOff or AttemptOutcome.TimedOut => true,
        AttemptOutcome.Refusal => status is 408 or 429 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) or 529,
        _ => false,
    };

    private static TimeSpan Wait(TimeSpan? retryAfter, int attempt, RetrySettings settings, double random)
    {
        // A requested delay of zero is ignored, and the client uses its own delay.
        if (retryAfter is { } asked && asked > TimeSpan.Zero)
        {
            return asked < settings.MaximumDelay ? asked : settings.MaximumDelay;
        }

        return new TimeSpan((long)(Bound(attempt, settings).Ticks * random));
    }
}
