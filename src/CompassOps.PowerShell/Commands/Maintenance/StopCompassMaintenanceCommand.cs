using System.Management.Automation;
using CompassOps.Cmdlets;

namespace CompassOps.Commands;

/// <summary><c>Stop-CompassMaintenance</c>: the API's cancel. It ends a window early, and keeps a planned one from opening.</summary>
[Cmdlet(VerbsLifecycle.Stop, "CompassMaintenance", SupportsShouldProcess = true)]
[OutputType(typeof(Maintenance))]
public sealed class StopCompassMaintenanceCommand : IdentifiedMaintenanceCmdlet
{
    /// <inheritdoc />
    private protected override void Process(MaintenanceScope scope, string id)
    {
        if (Approve(Messages.StopWindow(id, scope)))
        {
            Run(id, token => Client.CancelMaintenanceAsync(scope, id, Observer, token));
        }
    }
}
