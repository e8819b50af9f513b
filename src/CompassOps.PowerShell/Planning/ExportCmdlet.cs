using System.Management.Automation;
using CompassOps.Cmdlets;
using CompassOps.Errors;
using CompassOps.Files;

namespace CompassOps.Planning;

/// <summary>
/// The base class of cmdlets that write objects of the service to a declaration file. The file is written completely or not at all.
/// </summary>
public abstract class ExportCmdlet : ServiceCmdlet
{
    private DeclarationOutput _output = null!;

    /// <summary>The path of the file to write. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Overwrites an existing file even if the file is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Does not overwrite an existing file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Omits the reference to the JSON Schema, and does not write the schema file.</summary>
    [Parameter]
    public SwitchParameter NoSchema { get; set; }

    /// <summary>Returns the file object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Whether reading from the service failed. In this case, the cmdlet does not write the file.</summary>
    private protected bool HasFailed { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        CheckParameters();
        _output = new DeclarationOutput(this, Path, NoClobber) { Force = Force, NoSchema = NoSchema, PassThru = PassThru };
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (HasFailed)
        {
            ThrowFailure(ErrorIds.NothingWritten, ErrorCategory.InvalidOperation, Messages.NothingWritten(_output.Path), _output.Path);
        }

        Write(_output);
        base.EndProcessing();
    }

    /// <summary>Throws a terminating error if the parameters contradict each other.</summary>
    private protected abstract void CheckParameters();

    /// <summary>Asks the user for confirmation if necessary, and writes the file.</summary>
    private protected abstract void Write(DeclarationOutput output);
}
