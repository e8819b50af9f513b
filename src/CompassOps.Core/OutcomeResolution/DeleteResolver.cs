using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>A delete whose repeat is told that the object is gone has found its own work done.</summary>
internal sealed class DeleteResolver : OutcomeResolver<object?>
{
    /// <summary>The only one; it knows nothing of what is deleted.</summary>
    public static readonly DeleteResolver Instance = new();

    /// <inheritdoc/>
    public override bool IsExplainedBy(int status) => status is 404 or 410;

    /// <inheritdoc/>
    public override Task<Resolution<object?>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken) =>
        Task.FromResult(Resolution<object?>.This(null));
}
