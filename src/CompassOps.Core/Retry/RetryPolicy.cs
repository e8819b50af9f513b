using System;
using CompassOps.Http;

namespace CompassOps.Retry;

internal enum NextStep
{
    Return,

    Fail,

    Retry,

    /// <summary>
    /// Find out whether the service carried out the request. If the service did not carry it out, <see cref="Decision.MayRetry"/> decides
    /// between a retry and a failure.
    /// </summary>
    LookUp,
}

/// <summary>The decision after an attempt.</summary>
/// <param name="Step">The next step.</param>
/// <param name="MayRetry">Whether a retry is allowed.</param>
/// <param name="Wait">The delay before the retry.</param>
/// <param name="PausesConnection">Whether the delay applies to all requests of the connection.</param>
internal readonly record struct Decision(NextStep Step, bool MayRetry, TimeSpan Wait, bool PausesConnection);

/// <summary>The limits of retries.</summary>
/// <param name="MaximumRetryCount">The maximum number of retries.</param>
/// <param name="Interval">The upper limit of the random delay before the first retry. The limit doubles for each further retry.</param>
/// <param name="MaximumDelay">The maximum delay before a retry.</param>
internal readonly record struct RetrySettings(int MaximumRetryCount, TimeSpan Interval, TimeSpan MaximumDelay);

/// <summary>Decides whether and when a request is retried. The same arguments always produce the same decision.</summary>
internal static class RetryPolicy
{
    /// <summary>The decision to retry immediately with a new access token, because the service rejected the old token.</summary>
    public static readonly Decision Again = new(NextStep.Retry, true, TimeSpan.Zero, false);

    /// <summary>Returns the next step after an attempt, and the delay before a retry.</summary>
    /// <param name="safety">Whether the operation is safe to retry.</param>
    /// <param name="outcome">The outcome of the attempt.</param>
    /// <param name="status">The HTTP status, or 0 if there was no response.</param>
    /// <param name="retryAfter">The delay that the service requests, or null.</param>
    /// <param name="attempt">The number of the attempt, starting at 1.</param>
    /// <param name="settings">The limits of retries.</param>
    /// <param name="random">
    /// A random number from 0 to 1. The random delay is this number multiplied by the upper limit of the delay.
    /// </param>
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

    /// <summary>Returns whether the service can have carried out the request, or can still carry it out.</summary>
    /// <param name="outcome">The outcome of the attempt.</param>
    /// <param name="status">The HTTP status, or 0 if there was no response.</param>
    /// <param name="retryAfter">The delay that the service requests, or null.</param>
    public static bool MayBeDone(AttemptOutcome outcome, int status, TimeSpan? retryAfter) => outcome switch
    {
        AttemptOutcome.Success or AttemptOutcome.Lost or AttemptOutcome.CutOff or AttemptOutcome.TimedOut or AttemptOutcome.Unreadable or AttemptOutcome.TooLarge => true,
        AttemptOutcome.Refusal => status == 408 || (status >= 500 && !IsTurnedAway(status, retryAfter)),
        _ => false,
    };

    /// <summary>
    /// Returns the upper limit of the random delay after an attempt. After the first attempt, the limit is the retry interval. The limit
    /// doubles with each further attempt, up to the maximum delay.
    /// </summary>
    public static TimeSpan Bound(int attempt, RetrySettings settings)
    {
        double ticks = settings.Interval.Ticks * Math.Pow(2, Math.Max(attempt, 1) - 1);
        return ticks < settings.MaximumDelay.Ticks ? new TimeSpan((long)ticks) : settings.MaximumDelay;
    }

    // Returns whether the service rejected the request without carrying it out, because it received too many requests. A 503 without
    // Retry-After does not prove this, because a proxy can send it after the service received the request.
    private static bool IsTurnedAway(int status, TimeSpan? retryAfter) => status == 429 || (status is 503 or 529 && retryAfter is not null);

    private static bool IsTransient(AttemptOutcome outcome, int status) => outcome switch
    {
        AttemptOutcome.NotSent or AttemptOutcome.Lost or AttemptOutcome.CutOff or AttemptOutcome.TimedOut => true,
        AttemptOutcome.Refusal => status is 408 or 429 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) or 529,
        _ => false,
    };

    private static TimeSpan Wait(TimeSpan? retryAfter, int attempt, RetrySettings settings, double random)
    {
        // Ignore a requested delay of zero, and use a random delay, so that the client does not retry immediately.
        if (retryAfter is { } asked && asked > TimeSpan.Zero)
        {
            return asked < settings.MaximumDelay ? asked : settings.MaximumDelay;
        }

        return new TimeSpan((long)(Bound(attempt, settings).Ticks * random));
    }
}
