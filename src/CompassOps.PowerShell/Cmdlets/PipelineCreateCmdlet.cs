using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Errors;

namespace CompassOps.Cmdlets;

/// <summary>
/// The base of cmdlets that create objects from piped objects or rows. Each property binds to the parameter of the same name.
/// </summary>
public abstract class PipelineCreateCmdlet : ServiceCmdlet
{
    private int _rows;
    private UnusedColumns? _unused;

    /// <summary>A piped object or row. Its properties bind to the parameters of the same names. It cannot be typed.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject
    {
        get => Row;

        // PowerShell resets the value to null after each item, even if binding failed. Later errors therefore do not name the item.
        set
        {
            Row = value;
            _rows += value is null ? 0 : 1;
            PipelineRow.Set(value, _rows);
        }
    }

    /// <summary>The piped object, or null without pipeline input.</summary>
    private protected PSObject? Row { get; private set; }

    /// <summary>The maximum number of requests in progress at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <inheritdoc />
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
    /// Columns for which the cmdlet does not warn, although no parameter needs them. The service's objects have these columns.
    /// </summary>
    private protected abstract IEnumerable<string> IgnoredColumns { get; }

    /// <summary>Returns the name of the current item for messages. If a row has no name, returns its number.</summary>
    /// <param name="name">The name of the item, or null.</param>
    /// <param name="kind">The kind of object, such as <c>Heartbeat</c>.</param>
    private protected string Describe(string? name, string kind) =>
        !string.IsNullOrWhiteSpace(name) ? $"{kind} '{name}'"
        : Row is not null ? Messages.Row(_rows.ToString(CultureInfo.InvariantCulture))
        : kind;

    /// <summary>Asks for approval, and starts the request that creates the object.</summary>
    private protected abstract void Create();

    // Warns before the object is created, so that -WarningAction Stop or Inquire can prevent it.
    private void WarnOfUnused()
    {
        if (Row is not null && (_unused ??= new UnusedColumns(MyInvocation.MyCommand, IgnoredColumns)).Note(Row) is { } note)
        {
            WriteWarning(note);
        }
    }
}
