using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Errors;
using CompassOps.Files;

namespace CompassOps.Planning;

/// <summary>
/// The base class of cmdlets that read a declaration, which contains the desired heartbeats or maintenance windows. The cmdlets determine
/// the steps that make the service match the declaration.
/// </summary>
public abstract class DeclarationCmdlet : ServiceCmdlet
{
    private protected const string ByPath = "Path";

    private const string ByLiteralPath = "LiteralPath";

    private DeclaredFiles _files = null!;

    /// <summary>
    /// The paths of the declaration files, with or without wildcards. The cmdlet combines several files into one declaration. All heartbeats
    /// of a team must be in one file, and all maintenance windows of a team must be in one file.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextListTransformation]
    public string[] Path { get; set; } = null!;

    /// <summary>The literal paths of the declaration files. You can pipe files from Get-ChildItem to this parameter.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    [TextListTransformation]
    public string[] LiteralPath { get; set; } = null!;

    /// <summary>
    /// Removes heartbeats that the declaration does not contain, but only from teams whose heartbeats are declared. Removes planned
    /// maintenance windows whose description is declared but whose start is not, and planned duplicates of declared windows. The Compare
    /// cmdlets only report these objects.
    /// </summary>
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
            // The input can be empty because an earlier command in the pipeline failed. In this case, -Prune must not remove all objects.
            ThrowFailure(ErrorIds.NothingDeclared, ErrorCategory.InvalidData, Messages.NothingDeclared);
        }

        base.EndProcessing();
    }

    private protected void AddFiles(string[] paths) => _files.AddLiteral(paths);

    /// <summary>
    /// Returns the declaration, or null if the pipeline was empty. If the declaration has mistakes, throws a terminating error.
    /// </summary>
    private protected virtual OperationsDocument? Declaration() => _files.IsEmpty ? null : _files.Read();

    /// <summary>Returns the steps that make the service match the declaration.</summary>
    private protected abstract IReadOnlyList<PlannedStep> Plan(OperationsDocument document);

    /// <summary>Reports or carries out the steps.</summary>
    private protected abstract void Process(IReadOnlyList<PlannedStep> steps);
}
