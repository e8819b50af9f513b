using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Planning;

/// <summary>A step of a plan in the form that heartbeats and windows share.</summary>
internal sealed class PlannedStep
{
    /// <summary>One of <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The team or the whole organisation; while a step of it fails, nothing of it is removed.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The step as a sentence.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The name of the heartbeat or window in messages.</summary>
    public string Item { get; init; } = "";

    /// <summary>The differences that the step removes.</summary>
    public IReadOnlyList<object> Differences { get; init; } = Array.Empty<object>();

    /// <summary>Makes the result object of a status and a reason.</summary>
    public Func<string, string?, object> Result { get; init; } = null!;

    /// <summary>Carries the step out and returns its result object.</summary>
    public Func<CancellationToken, Task<object>> RunAsync { get; init; } = null!;
}
