using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Retry;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Treats a delete operation as successful if the outcome of an attempt is unknown and a retry returns 404 or 410, because the object no
/// longer exists.
/// </summary>
internal sealed class DeleteResolver : OutcomeResolver<object?>
{
    public static readonly DeleteResolver Instance = new();

    public override bool IsExplainedBy(int status) => status is 404 or 410;

    public override Task<Resolution<object?>> ResolveAsync(bool refused, bool thorough, TimeSpan deadline, CancellationToken cancellationToken) =>
        Task.FromResult(Resolution<object?>.Of(null));
}
