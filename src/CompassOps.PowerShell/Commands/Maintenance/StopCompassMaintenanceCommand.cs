using System;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Errors;
using CompassOps.Formatting;

namespace CompassOps.Commands;

/// <summary>
/// <c>Stop-CompassMaintenance</c>: cancels maintenance windows. An active window ends early, and a planned window never begins.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "CompassMaintenance", SupportsShouldProcess = true)]
[OutputType(typeof(Maintenance))]
public sealed class StopCompassMaintenanceCommand : IdentifiedMaintenanceCmdlet
{
    /// <summary>The status of a piped maintenance window.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [AllowEmptyString]
    [AllowNull]
    [TextTransformation]
    public string? Status { get; set; }

    /// <summary>Also cancels piped maintenance windows that have not begun, and does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    // A user who pipes a list of windows usually wants to end only the active windows. Therefore the cmdlet rejects a piped planned window,
    // except with -Force or -Confirm:$false.
    private bool IsPipedPlan => !IsTyped(nameof(Id)) && string.Equals(Status, KnownValues.Planned, StringComparison.OrdinalIgnoreCase)
        && !Force && !(IsBound("Confirm") && !LanguagePrimitives.IsTrue(MyInvocation.BoundParameters["Confirm"]));

    private protected override void Process(MaintenanceScope scope, string id)
    {
        if (IsPipedPlan)
        {
            string command = $"Stop-CompassMaintenance {DisplayText.Argument(id)} {DisplayText.ScopeParameter(scope)}";
            WriteError(ErrorRecords.Make(ErrorIds.PlannedWindow, ErrorCategory.InvalidOperation, Messages.PlannedWindow(id, command), id));
        }
        else if (Approve(Messages.StopWindow(id, scope), Force))
        {
            Run(id, token => Client.CancelMaintenanceAsync(scope, id, Observer, token));
        }
    }
}
