using System.Management.Automation;
using CompassOps.Cmdlets;

namespace CompassOps.Commands;

/// <summary><c>Remove-CompassMaintenance</c>: deletes maintenance windows.</summary>
[Cmdlet(VerbsCommon.Remove, "CompassMaintenance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveCompassMaintenanceCommand : IdentifiedMaintenanceCmdlet
{
    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    private protected override void Process(MaintenanceScope scope, string id)
    {
        if (Approve(Messages.RemoveWindow(id, scope), Force))
        {
            RunSilently(id, token => Client.DeleteMaintenanceAsync(scope, id, Observer, token));
        }
    }
}
