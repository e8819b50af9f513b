using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Errors;

namespace CompassOps.Cmdlets;

/// <summary>A cmdlet that creates things from whole objects or rows: each property becomes the parameter of its name.</summary>
public abstract class PipelineCreateCmdlet : ServiceCmdlet
{
    private int _rows;
    private UnusedColumns? _unused;

    /// <summary>An object or row whose properties become the parameters of the same names. Only the pipeline sets it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject
    {
        get => Row;

        // The shell puts null back when an item is done with, also one that it could not bind, so no later command is blamed on it.
        set
        {
            Row = value;
            _rows += value is null ? 0 : 1;
            PipelineRow.Set(value, _rows);
        }
    }

    /// <summary>What the pipeline brought, or null where all was typed.</summary>
    private protected PSObject? Row { get; private set; }

    /// <summary>How many requests are in flight at once.</summary>
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

    /// <summary>What rows have by nature, because what the cmdlet creates has it, and need not be taken.</summary>
    private protected abstract IEnumerable<string> IgnoredColumns { get; }

    /// <summary>How a person names the present item: by its name, or by its number where it is a row without one.</summary>
    /// <param name="name">The name, or null.</param>
    /// <param name="kind">What it is called, such as <c>Heartbeat</c>.</param>
    private protected string Describe(string? name, string kind) =>
        !string.IsNullOrWhiteSpace(name) ? $"{kind} '{name}'"
        : Row is not null ? Messages.Row(_rows.ToString(CultureInfo.InvariantCulture))
        : kind;

    /// <summary>Approves and starts the creation of what the parameters describe.</summary>
    private protected abstract void Create();

    // Before the row is made, so that -WarningAction Stop and Inquire come in time.
    private void WarnOfUnused()
    {
        if (Row is not null && (_unused ??= new UnusedColumns(MyInvocation.MyCommand, IgnoredColumns)).Note(Row) is { } note)
        {
            WriteWarning(note);
        }
    }
}
