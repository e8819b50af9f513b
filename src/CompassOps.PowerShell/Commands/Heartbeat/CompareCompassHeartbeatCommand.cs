using System.Linq;
using System.Management.Automation;
using CompassOps.Cmdlets;
using CompassOps.Errors;
using CompassOps.Files;

namespace CompassOps.Commands;

/// <summary><c>Compare-CompassHeartbeat</c>: shows where the heartbeats of teams differ from what files declare.</summary>
[Cmdlet(VerbsData.Compare, "CompassHeartbeat", DefaultParameterSetName = ByPath)]
[OutputType(typeof(HeartbeatDifference))]
public sealed class CompareCompassHeartbeatCommand : ServiceCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private DeclaredFiles _files = null!;

    /// <summary>The files that declare the heartbeats; wildcards are resolved. Several files are one declaration: a team stands in one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = null!;

    /// <summary>The files, by paths that are taken as they are; also what Get-ChildItem pipes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = null!;

    /// <summary>What Sync-CompassHeartbeat -Prune would remove is shown as that; else a heartbeat that is not declared is Unmanaged.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>An error at the end if there is anything that Sync-CompassHeartbeat would do.</summary>
    [Parameter]
    public SwitchParameter ErrorOnDifference { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _files = new DeclaredFiles(this, Await, StopToken);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByLiteralPath)
        {
            _files.AddLiteral(LiteralPath);
        }
        else
        {
            _files.Add(Path);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!_files.IsEmpty)
        {
            HeartbeatDifference[] differences = Steps(_files.Read(), Prune).SelectMany(step => step.Differences).ToArray();
            WriteObject(differences, enumerateCollection: true);
            int drift = differences.Count(difference => difference.Action != HeartbeatAction.Unmanaged);
            if (ErrorOnDifference && drift > 0)
            {
                WriteError(ErrorRecords.Make("HeartbeatsDiffer", ErrorCategory.InvalidResult,
                    $"The heartbeats are not as they are declared: {(drift == 1 ? "there is a difference" : $"there are {drift} differences")}. Sync-CompassHeartbeat{(Prune ? " -Prune" : "")} makes them so.",
                    differences));
            }
        }

        base.EndProcessing();
    }
}
