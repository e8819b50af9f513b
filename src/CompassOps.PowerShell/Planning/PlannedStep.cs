using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Planning;

/// <summary>
/// One of the steps that make the service match the declaration. The class represents both steps for heartbeats and steps for maintenance
/// windows.
/// </summary>
internal sealed class PlannedStep
{
    /// <summary>The action, which is one of the values in <see cref="SyncAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>
    /// The team, or the whole organization. After a step has failed, the cmdlet removes no objects in the scope of the failed step.
    /// </summary>
    public string Scope { get; init; } = "";

    /// <summary>A sentence that describes the step to the user.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The name of the heartbeat or maintenance window in messages.</summary>
    public string Item { get; init; } = "";

    /// <summary>The differences that the step corrects.</summary>
    public IReadOnlyList<object> Differences { get; init; } = Array.Empty<object>();

    /// <summary>Creates the result object of the step from a status and a reason.</summary>
    public Func<string, string?, object> Result { get; init; } = null!;

    /// <summary>Carries out the step and returns the result object.</summary>
    public Func<CancellationToken, Task<object>> RunAsync { get; init; } = null!;
}
