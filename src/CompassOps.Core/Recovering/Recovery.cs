using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Recovering;

/// <summary>What was found of a request's work; nothing, if <see cref="IsThere"/> is false.</summary>
internal readonly record struct Found<T>(bool IsThere, T Value)
{
    /// <summary>It was done, and this is what came of it.</summary>
    public static Found<T> This(T value) => new(true, value);
}

/// <summary>Finds out whether a request whose outcome is unknown was carried out after all.</summary>
internal abstract class Recovery<T>
{
    /// <summary>
    /// Whether this refusal of a repeat can mean that an earlier attempt did the work: the object is gone, or there already.
    /// </summary>
    public abstract bool Explains(int status);

    /// <summary>Looks.</summary>
    /// <param name="refused">Whether a repeat was refused with a status that <see cref="Explains"/> the work as done.</param>
    /// <param name="deadline">When the call has to be over.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="CompassApiException">It cannot be told.</exception>
    public abstract Task<Found<T>> LookAsync(bool refused, TimeSpan deadline, CancellationToken cancellationToken);

    /// <summary>What a person is to check where this could not tell.</summary>
    public abstract string WhatToCheck { get; }

    /// <summary>
    /// Whether the absence of the object, looked for after the last attempt, proves nothing if the service may still be at work.
    /// </summary>
    public virtual bool MayComeLate => false;
}
