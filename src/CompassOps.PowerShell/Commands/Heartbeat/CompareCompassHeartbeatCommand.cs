using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Planning;

namespace CompassOps.Commands;

/// <summary>
/// <c>Compare-CompassHeartbeat</c>: returns the differences between the declared heartbeats and the heartbeats of the service.
/// </summary>
[Cmdlet(VerbsData.Compare, "CompassHeartbeat", DefaultParameterSetName = ByPath)]
[OutputType(typeof(HeartbeatDifference))]
public sealed class CompareCompassHeartbeatCommand : DeclarationCmdlet
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

    /// <summary>Writes an error after the results if Sync-CompassHeartbeat would correct at least one difference.</summary>
    [Parameter]
    public SwitchParameter ErrorOnDifference { get; set; }

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

    private protected override void Process(IReadOnlyList<PlannedStep> steps) =>
        DriftReport.Write(this, steps, ErrorOnDifference ? Error : null);

    private ErrorRecord Error(int drift, object[] differences) =>
        ErrorRecords.Make(ErrorIds.HeartbeatsDiffer, ErrorCategory.InvalidResult, Messages.HeartbeatsDiffer(drift, Prune), differences);
}
