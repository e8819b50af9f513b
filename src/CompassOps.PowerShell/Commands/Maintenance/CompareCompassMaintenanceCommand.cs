using System;
using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Planning;

namespace CompassOps.Commands;

/// <summary>
/// <c>Compare-CompassMaintenance</c>: returns the differences between the declared maintenance windows and the windows of the service.
/// </summary>
[Cmdlet(VerbsData.Compare, "CompassMaintenance", DefaultParameterSetName = ByPath)]
[OutputType(typeof(MaintenanceDifference))]
public sealed class CompareCompassMaintenanceCommand : DeclarationCmdlet
{
    /// <summary>
    /// The length of a period that begins now: a timespan, or text such as 2h, 1d or 4w. A missing maintenance window counts as a difference only if
    /// it starts in this period.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Horizon { get; set; } = MaintenancePlanner.DefaultHorizon;

    /// <summary>Writes an error after the results if Sync-CompassMaintenance would correct at least one difference.</summary>
    [Parameter]
    public SwitchParameter ErrorOnDifference { get; set; }

    private protected override IReadOnlyList<PlannedStep> Plan(OperationsDocument document) => new MaintenancePlanner(this).Plan(document, Horizon, Prune);

    private protected override void Process(IReadOnlyList<PlannedStep> steps) =>
        DriftReport.Write(this, steps, ErrorOnDifference ? Error : null);

    private ErrorRecord Error(int drift, object[] differences) =>
        ErrorRecords.Make(ErrorIds.MaintenanceDiffers, ErrorCategory.InvalidResult, Messages.MaintenanceDiffers(drift, Prune), differences);
}
