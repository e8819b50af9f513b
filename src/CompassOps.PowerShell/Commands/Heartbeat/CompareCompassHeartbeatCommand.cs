using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Errors;
using CompassOps.Planning;

namespace CompassOps.Commands;

/// <summary><c>Compare-CompassHeartbeat</c>: shows where the heartbeats of teams differ from the declared ones.</summary>
[Cmdlet(VerbsData.Compare, "CompassHeartbeat", DefaultParameterSetName = ByPath)]
[OutputType(typeof(HeartbeatDifference))]
public sealed class CompareCompassHeartbeatCommand : DeclarationCmdlet
{
    /// <summary>Writes an error at the end if there is any difference that Sync-CompassHeartbeat would correct.</summary>
    [Parameter]
    public SwitchParameter ErrorOnDifference { get; set; }

    /// <inheritdoc />
    private protected override void Process(IReadOnlyList<HeartbeatStep> steps)
    {
        HeartbeatDifference[] differences = steps.SelectMany(step => step.Differences).ToArray();
        WriteObject(differences, enumerateCollection: true);
        int drift = differences.Count(difference => difference.Action != SyncAction.Unmanaged);
        if (ErrorOnDifference && drift > 0)
        {
            WriteError(ErrorRecords.Make(ErrorIds.HeartbeatsDiffer, ErrorCategory.InvalidResult,
                Messages.HeartbeatsDiffer(drift, Prune), differences));
        }
    }
}
