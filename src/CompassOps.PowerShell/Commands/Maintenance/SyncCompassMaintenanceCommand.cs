using System;
using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Planning;

namespace CompassOps.Commands;

/// <summary><c>Sync-CompassMaintenance</c>: creates, changes and removes windows until they match their declaration.</summary>
[Cmdlet(VerbsData.Sync, "CompassMaintenance", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[OutputType(typeof(MaintenanceSyncResult))]
public sealed class SyncCompassMaintenanceCommand : DeclarationCmdlet
{
    /// <summary>How far ahead missing windows are created: 30m, 2h, 1d, 4w or a timespan.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Horizon { get; set; } = MaintenancePlanner.DefaultHorizon;

    /// <summary>The largest number of requests in flight.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Skips the confirmation of removals.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    private protected override int RequestLimit => ThrottleLimit;

    /// <inheritdoc />
    private protected override IReadOnlyList<PlannedStep> Plan(OperationsDocument document) => new MaintenancePlanner(this).Plan(document, Horizon, Prune);

    /// <inheritdoc />
    private protected override void Process(IReadOnlyList<PlannedStep> steps) => new Synchronization(this, Force).Run(steps);

    /// <inheritdoc />
    private protected override void OnFailure(object target) => WriteObject(target);
}
