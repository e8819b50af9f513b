using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Retry;

/// <summary>The result of a search for an object. If <see cref="IsFound"/> is false, ignore <see cref="Value"/>.</summary>
internal readonly record struct Resolution<T>(bool IsFound, T Value)
{
    public static Resolution<T> Of(T value) => new(true, value);
}

/// <summary>Finds out whether the service carried out a request that failed without a clear response.</summary>
internal abstract class OutcomeResolver<T>
{
    /// <summary>
    /// Returns whether the status of a retry can mean that an earlier attempt succeeded. For example, a retry of a delete request returns
    /// 404 if an earlier attempt deleted the object.
    /// </summary>
    public abstract bool IsExplainedBy(int status);

    /// <summary>Finds out whether the service carried out the request.</summary>
    /// <param name="refused">Whether a retry returned a status for which <see cref="IsExplainedBy"/> is true.</param>
    /// <param name="thorough">Whether to search several times. One search is enough if the request will be retried.</param>
    /// <param name="deadline">The time, on the monotonic clock, at which the operation must end.</param>
    /// <param name="cancellationToken">Cancels the search immediately.</param>
    /// <exception cref="CompassApiException">
    /// The search failed, its result is not clear, or it found a heartbeat with the same name and different values. In the last case, the
    /// property Operation of the exception names the create request. In the other cases, Operation names the search.
    /// </exception>
    public abstract Task<Resolution<T>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken);

    /// <summary>
    /// Tells the user what to do if the search did not find out whether the request was carried out. Null in classes that never report an
    /// unknown outcome.
    /// </summary>
    public virtual string? Remedy => null;

    /// <summary>
    /// Returns whether the outcome of a failed attempt stays unknown if the search does not find the object. This is the case if the list
    /// does not show a new object immediately, or if the service can carry out the request later.
    /// </summary>
    public virtual bool LeavesDoubt(AttemptOutcome outcome, int status) => false;
}
