using System.Management.Automation;

namespace CompassOps.Commands;

/// <summary>A cmdlet that creates things from whole objects or rows: each property becomes the parameter of its name.</summary>
/// <typeparam name="TResult">What comes back for each.</typeparam>
public abstract class RowCmdlet<TResult> : BulkCmdlet<TResult>
    where TResult : class
{
    /// <summary>An object or row whose properties become the parameters of the same names. Only the pipeline sets it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject
    {
        get => Row;

        // The shell puts null back when an item is done with, also one that it could not bind, so no later command is blamed on it.
        set
        {
            Row = value;
            PipelineRow.Set(value);
        }
    }

    /// <summary>What the pipeline brought, or null where all was typed.</summary>
    private protected PSObject? Row { get; private set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        PipelineRow.Set(null);
        if (IsTyped(nameof(InputObject)))
        {
            ThrowFailure("PipeOnly", ErrorCategory.InvalidArgument, $"-InputObject is for the pipeline alone: write '... | {MyInvocation.MyCommand.Name}'.");
        }
    }

    /// <inheritdoc />
    protected sealed override void ProcessRecord()
    {
        PipelineRow.Set(null);
        try
        {
            Create();
        }
        finally
        {
            Row = null;
        }
    }

    /// <summary>Approves and starts the creation of what the parameters describe.</summary>
    private protected abstract void Create();
}
