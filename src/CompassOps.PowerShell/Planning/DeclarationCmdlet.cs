using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Files;

namespace CompassOps.Planning;

/// <summary>A cmdlet that reads files which declare heartbeats, and plans the steps from the service's heartbeats to the declared ones.</summary>
public abstract class DeclarationCmdlet : ServiceCmdlet
{
    /// <summary>The parameter set of <c>-Path</c>.</summary>
    private protected const string ByPath = "Path";

    private const string ByLiteralPath = "LiteralPath";

    private DeclaredFiles _files = null!;

    /// <summary>The files that declare the heartbeats. Wildcards are resolved. Several files form one declaration, and each team appears in one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextListTransformation]
    public string[] Path { get; set; } = null!;

    /// <summary>The files, by literal paths; also those that Get-ChildItem pipes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    [TextListTransformation]
    public string[] LiteralPath { get; set; } = null!;

    /// <summary>Includes the removal of heartbeats of the declared teams that are not declared themselves.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

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
            Process(new HeartbeatPlanner(this).Plan(_files.Read(), Prune));
        }

        base.EndProcessing();
    }

    /// <summary>Reports or carries out the steps.</summary>
    private protected abstract void Process(IReadOnlyList<HeartbeatStep> steps);
}
