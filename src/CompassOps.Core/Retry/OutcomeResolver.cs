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

/// <summary>Finds out whether the service carried out a request whose outcome is unknown.</summary>
internal abstract class OutcomeResolver<T>
{
    /// <summary>
    /// Returns whether this status of a retry can mean that an earlier attempt succeeded, because the object no longer exists, or exists
    /// already.
    /// </summary>
    public abstract bool IsExplainedBy(int status);

    /// <summary>Looks up the outcome.</summary>
    /// <param name="refused">Whether a retry was refused with a status for which <see cref="IsExplainedBy"/> returns true.</param>
    /// <param name="thorough">Whether to look several times. One look-up is enough if the request will be retried.</param>
    /// <param name="deadline">When the operation must end.</param>
    /// <param name="cancellationToken">Ends the look-up at once.</param>
    /// <exception cref="CompassApiException">
    /// The outcome is unknown. If the error's operation is that of the request, a different object with the same name exists.
    /// </exception>
    public abstract Task<Resolution<T>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken);

    /// <summary>What the user should do if the outcome is unknown. Null if the outcome is never reported as unknown.</summary>
    public virtual string? Remedy => null;

    /// <summary>
    /// Returns whether the request may still take effect, although a look-up found nothing. The list may be out of date, or the service
    /// may still carry out the attempt.
    /// </summary>
    public virtual bool LeavesDoubt(AttemptOutcome outcome, int status) => false;
}
