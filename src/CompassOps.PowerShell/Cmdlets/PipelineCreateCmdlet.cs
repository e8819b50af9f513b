using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Errors;

namespace CompassOps.Cmdlets;

/// <summary>A cmdlet that creates objects from piped objects or rows: each property binds to the parameter of its name.</summary>
public abstract class PipelineCreateCmdlet : ServiceCmdlet
{
    private int _rows;
    private UnusedColumns? _unused;

    /// <summary>An object or row whose properties become the parameters of the same names. Only the pipeline sets it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject
    {
        get => Row;

        // The shell resets the value to null after each item, even if binding failed, so later errors do not name the item.
        set
        {
            Row = value;
            _rows += value is null ? 0 : 1;
            PipelineRow.Set(value, _rows);
        }
    }

    /// <summary>The piped object, or null without pipeline input.</summary>
    private protected PSObject? Row { get; private set; }

    /// <summary>The largest number of requests in flight.</summary>
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

    /// <summary>The columns of rows that the cmdlet may ignore, because objects of the service have them.</summary>
    private protected abstract IEnumerable<string> IgnoredColumns { get; }

    /// <summary>Returns the current item's name for messages; for a row without a name, its number.</summary>
    /// <param name="name">The name, or null.</param>
    /// <param name="kind">The kind of object, such as <c>Heartbeat</c>.</param>
    private protected string Describe(string? name, string kind) =>
        !string.IsNullOrWhiteSpace(name) ? $"{kind} '{name}'"
        : Row is not null ? Messages.Row(_rows.ToString(CultureInfo.InvariantCulture))
        : kind;

    /// <summary>Asks for approval, and starts the creation of the object that the parameters describe.</summary>
    private protected abstract void Create();

    // Warn before the object is created, so that -WarningAction Stop and Inquire can prevent it.
    private void WarnOfUnused()
    {
        if (Row is not null && (_unused ??= new UnusedColumns(MyInvocation.MyCommand, IgnoredColumns)).Note(Row) is { } note)
        {
            WriteWarning(note);
        }
    }
}
