using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Retry;

/// <summary>The result of a look-up. <see cref="Value"/> has no meaning if <see cref="IsFound"/> is false.</summary>
internal readonly record struct Resolution<T>(bool IsFound, T Value)
{
    public static Resolution<T> Of(T value) => new(true, value);
}

/// <summary>Finds out whether a request whose outcome is unknown was carried out after all.</summary>
internal abstract class OutcomeResolver<T>
{
    /// <summary>
    /// Returns whether this status of a retry can mean that an earlier attempt did the work: the object is gone, or already exists.
    /// </summary>
    public abstract bool IsExplainedBy(int status);

    /// <summary>Looks up the outcome.</summary>
    /// <param name="refused">Whether a retry was refused with a status for which <see cref="IsExplainedBy"/> returns true.</param>
    /// <param name="thorough">Whether to look several times. Once is enough for a request that is retried anyway.</param>
    /// <param name="deadline">When the operation must end.</param>
    /// <param name="cancellationToken">Ends the look-up at once.</param>
    /// <exception cref="CompassApiException">
    /// The outcome is unknown. If the error names the operation itself, a different object exists in its place.
    /// </exception>
    public abstract Task<Resolution<T>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken);

    /// <summary>The remedy for an unknown outcome; null if the outcome is never reported as unknown.</summary>
    public virtual string? Remedy => null;

    /// <summary>
    /// Returns whether the work may still happen, or appear, although a look-up found nothing after an attempt that may have done it.
    /// </summary>
    public virtual bool LeavesDoubt(AttemptOutcome outcome, int status) => false;
}
