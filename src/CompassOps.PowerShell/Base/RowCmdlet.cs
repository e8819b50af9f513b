using System.Management.Automation;

namespace CompassOps.Commands;

/// <summary>A cmdlet that creates things from whole objects or rows: each property becomes the parameter of its name.</summary>
/// <typeparam name="TResult">What comes back for each.</typeparam>
public abstract class RowCmdlet<TResult> : BulkCmdlet<TResult>
    where TResult : class
{
    private int _rows;

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

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        PipelineRow.Clear();
        if (IsTyped(nameof(InputObject)))
        {
            ThrowFailure("PipeOnly", ErrorCategory.InvalidArgument, $"-InputObject is for the pipeline alone: write '... | {MyInvocation.MyCommand.Name}'.");
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
                Create();
            }
        }
        finally
        {
            Row = null;
        }
    }

    /// <inheritdoc />
    private protected override bool IsAlone => IsTypedAlone;

    /// <summary>Approves and starts the creation of what the parameters describe.</summary>
    private protected abstract void Create();
}
