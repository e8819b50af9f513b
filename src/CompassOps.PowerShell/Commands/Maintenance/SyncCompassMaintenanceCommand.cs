using System;
using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Planning;

namespace CompassOps.Commands;

/// <summary>
/// <c>Sync-CompassMaintenance</c>: creates missing maintenance windows, and changes windows that differ from the declaration files. With
/// <c>-Prune</c>, also removes planned windows that have a declared description but match no declared window.
/// </summary>
[Cmdlet(VerbsData.Sync, "CompassMaintenance", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[OutputType(typeof(MaintenanceSyncResult))]
public sealed class SyncCompassMaintenanceCommand : DeclarationCmdlet
{
    /// <summary>
    /// The length of a period that begins now, such as 2h, 1d, 4w or a timespan. The cmdlet creates a missing maintenance window only if
    /// the window starts in this period.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Horizon { get; set; } = MaintenancePlanner.DefaultHorizon;

    /// <summary>The maximum number of requests that are in progress at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Removes maintenance windows without asking for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override int RequestLimit => ThrottleLimit;

    private protected override IReadOnlyList<PlannedStep> Plan(OperationsDocument document) => new MaintenancePlanner(this).Plan(document, Horizon, Prune);

    private protected override void Process(IReadOnlyList<PlannedStep> steps) => new Synchronization(this, Force).Run(steps);

    private protected override void OnFailure(object target) => WriteObject(target);
}
