using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Errors;
using CompassOps.Files;

namespace CompassOps.Planning;

/// <summary>A cmdlet that reads a declaration, and plans the steps from the service's objects to the declared ones.</summary>
public abstract class DeclarationCmdlet : ServiceCmdlet
{
    /// <summary>The parameter set of <c>-Path</c>.</summary>
    private protected const string ByPath = "Path";

    private const string ByLiteralPath = "LiteralPath";

    private DeclaredFiles _files = null!;

    /// <summary>The files of the declaration. Wildcards are resolved. Several files form one declaration, and each list of a team is in one of them.</summary>
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

    /// <summary>Also removes undeclared objects of the declared teams.</summary>
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
            AddFiles(LiteralPath);
        }
        else
        {
            _files.Add(Path);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Declaration() is { } document)
        {
            Process(Plan(document));
        }
        else if (Prune)
        {
            // A failed command before the pipe looks like an empty list, and must not remove everything.
            ThrowFailure(ErrorIds.NothingDeclared, ErrorCategory.InvalidData, Messages.NothingDeclared);
        }

        base.EndProcessing();
    }

    /// <summary>Adds files by literal paths.</summary>
    private protected void AddFiles(string[] paths) => _files.AddLiteral(paths);

    /// <summary>Returns the declaration; null if the pipeline brought none. Ends the cmdlet if it has mistakes.</summary>
    private protected virtual OperationsDocument? Declaration() => _files.IsEmpty ? null : _files.Read();

    /// <summary>Returns the steps from the service's objects to the declared ones.</summary>
    private protected abstract IReadOnlyList<PlannedStep> Plan(OperationsDocument document);

    /// <summary>Reports or carries out the steps.</summary>
    private protected abstract void Process(IReadOnlyList<PlannedStep> steps);
}
