using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Errors;

namespace CompassOps.Cmdlets;

/// <summary>
/// The base class of cmdlets that create a heartbeat or a maintenance window from each piped object. Each property of the piped object binds to the
/// parameter with the same name.
/// </summary>
public abstract class PipelineCreateCmdlet : ServiceCmdlet
{
    private int _rows;
    private UnusedColumns? _unused;

    /// <summary>
    /// A piped object. Its properties bind to the parameters with the same names. This parameter accepts pipeline input only.
    /// </summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject
    {
        get => Row;

        // PowerShell sets this property to null after each item, even if binding failed. Therefore an error never names an earlier item.
        set
        {
            Row = value;
            _rows += value is null ? 0 : 1;
            PipelineRow.Set(value, _rows);
        }
    }

    private protected PSObject? Row { get; private set; }

    /// <summary>The maximum number of requests that are in progress at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    private protected override int RequestLimit => MyInvocation.ExpectingInput ? ThrottleLimit : 1;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        PipelineRow.Clear();
        if (IsTyped(nameof(InputObject)))
        {
            ThrowFailure(ErrorIds.PipeOnly, ErrorCategory.InvalidArgument, Messages.PipelineOnly(MyInvocation.MyCommand.Name));
        }
    }

    /// <inheritdoc />
    protected sealed override void ProcessRecord()
    {
        bool isNothing = RefuseNothing(nameof(InputObject), Row);
        PipelineRow.Clear();
        try
        {
            if (!isNothing)
            {
                WarnOfUnused();
                Create();
            }
        }
        finally
        {
            Row = null;
        }
    }

    /// <summary>
    /// The names of properties that the cmdlet ignores in piped objects without a warning, because objects from the service have these properties.
    /// </summary>
    private protected abstract IEnumerable<string> IgnoredColumns { get; }

    /// <summary>
    /// Returns the name of the current item for messages. If the item has no name, returns the number of the item in the pipeline.
    /// </summary>
    private protected string Describe(string? name, string kind) =>
        !string.IsNullOrWhiteSpace(name) ? $"{kind} '{name}'"
        : Row is not null ? Messages.Row(_rows.ToString(CultureInfo.InvariantCulture))
        : kind;

    /// <summary>Asks the user for confirmation if necessary, and starts the request that creates the object.</summary>
    private protected abstract void Create();

    // Writes the warning before the create request, so that -WarningAction Stop or Inquire can prevent the request.
    private void WarnOfUnused()
    {
        if (Row is not null && (_unused ??= new UnusedColumns(MyInvocation.MyCommand, IgnoredColumns)).Note(Row) is { } note)
        {
            WriteWarning(note);
        }
    }
}
