using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>Treats a delete as successful if its retry finds that the object no longer exists.</summary>
internal sealed class DeleteResolver : OutcomeResolver<object?>
{
    /// <summary>The only instance. One is enough because it has no state.</summary>
    public static readonly DeleteResolver Instance = new();

    /// <inheritdoc/>
    public override bool IsExplainedBy(int status) => status is 404 or 410;

    /// <inheritdoc/>
    public override Task<Resolution<object?>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken) =>
        Task.FromResult(Resolution<object?>.Of(null));
}
