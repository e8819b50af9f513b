using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Planning;

/// <summary>A step of a plan, in a form that heartbeats and windows share.</summary>
internal sealed class PlannedStep
{
    /// <summary>The action. It is one of the values in <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>The team or the whole organisation. After a failed step, no objects of this scope are removed.</summary>
    public string Scope { get; init; } = "";

    /// <summary>A sentence that describes the step.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The name of the heartbeat or window for messages.</summary>
    public string Item { get; init; } = "";

    /// <summary>The differences that the step corrects.</summary>
    public IReadOnlyList<object> Differences { get; init; } = Array.Empty<object>();

    /// <summary>Creates the result object from a status and a reason.</summary>
    public Func<string, string?, object> Result { get; init; } = null!;

    /// <summary>Carries out the step and returns its result object.</summary>
    public Func<CancellationToken, Task<object>> RunAsync { get; init; } = null!;
}
