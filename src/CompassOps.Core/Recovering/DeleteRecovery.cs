using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Recovering;

/// <summary>A delete whose repeat is told that the object is gone has found its own work done.</summary>
internal sealed class DeleteRecovery : Recovery<object?>
{
    /// <summary>The only one; it knows nothing of what is deleted.</summary>
    public static readonly DeleteRecovery Instance = new();

    /// <inheritdoc/>
    public override bool Explains(int status) => status is 404 or 410;

    /// <inheritdoc/>
    public override Task<Found<object?>> LookAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken) =>
        Task.FromResult(Found<object?>.This(null));
}
