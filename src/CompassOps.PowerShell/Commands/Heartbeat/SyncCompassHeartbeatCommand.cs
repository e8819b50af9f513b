using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Planning;

namespace CompassOps.Commands;

/// <summary>
/// <c>Sync-CompassHeartbeat</c>: creates missing heartbeats, and changes heartbeats that differ from the declaration. With <c>-Prune</c>, also
/// removes all heartbeats of the declared teams that are not in the declaration.
/// </summary>
[Cmdlet(VerbsData.Sync, "CompassHeartbeat", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[OutputType(typeof(HeartbeatSyncResult))]
public sealed class SyncCompassHeartbeatCommand : DeclarationCmdlet
{
    private const string ByRow = "InputObject";

    private HeartbeatRows _rows = null!;

    /// <summary>
    /// Piped table rows or heartbeat objects. Each of them declares one heartbeat. The properties have the same names as the parameters of
    /// New-CompassHeartbeat. All rows of a team together declare the heartbeats of the team.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRow, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>
    /// The team of all piped rows. Default: the team in each row. If a row has no team property, the default team of the connection is used.
    /// </summary>
    [Parameter(ParameterSetName = ByRow)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>The maximum number of requests that are in progress at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Removes heartbeats without asking for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override int RequestLimit => ThrottleLimit;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeam);
        _rows = new HeartbeatRows(this);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ByRow)
        {
            base.ProcessRecord();
        }
        else if (HeartbeatRows.PathOf(InputObject) is { } path)
        {
            AddFiles(new[] { path });
        }
        else
        {
            _rows.Add(InputObject, TeamId);
        }
    }

    private protected override OperationsDocument? Declaration() => _rows.IsEmpty ? base.Declaration() : _rows.Read();

    private protected override IReadOnlyList<PlannedStep> Plan(OperationsDocument document) => new HeartbeatPlanner(this).Plan(document, Prune);

    private protected override void Process(IReadOnlyList<PlannedStep> steps) => new Synchronization(this, Force).Run(steps);

    private protected override void OnFailure(object target) => WriteObject(target);
}
