using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Retry;

/// <summary>What was found of a request's work; nothing, if <see cref="IsThere"/> is false.</summary>
internal readonly record struct Resolution<T>(bool IsThere, T Value)
{
    /// <summary>It was done, and this is what came of it.</summary>
    public static Resolution<T> This(T value) => new(true, value);
}

/// <summary>Finds out whether a request whose outcome is unknown was carried out after all.</summary>
internal abstract class OutcomeResolver<T>
{
    /// <summary>
    /// Whether this refusal of a repeat can mean that an earlier attempt did the work: the object is gone, or there already.
    /// </summary>
    public abstract bool IsExplainedBy(int status);

    /// <summary>Looks.</summary>
    /// <param name="refused">Whether a repeat was refused with a status that <see cref="IsExplainedBy"/> the work as done.</param>
    /// <param name="thorough">Whether to look several times where once would do for a request that is repeated anyway.</param>
    /// <param name="deadline">When the call has to be over.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="CompassApiException">
    /// It cannot be told; or, if it names the operation itself, something else is there in its place.
    /// </exception>
    public abstract Task<Resolution<T>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken);

    /// <summary>What a person is to check where this could not tell; null where that is never told.</summary>
    public virtual string? WhatToCheck => null;

    /// <summary>
    /// Whether it can still be done, or be shown, after an attempt that came to this end, although it was looked for and is not there.
    /// </summary>
    public virtual bool LeavesDoubt(AttemptOutcome outcome, int status) => false;
}
