using System.Management.Automation;
using CompassOps.Completion;
using CompassOps.Errors;
#if NET
using System;
using System.Linq;
using CompassOps.Binding;
using CompassOps.Sandbox;
#endif

namespace CompassOps.Cmdlets;

/// <summary>The base class of cmdlets that act on a sandbox in this PowerShell process.</summary>
public abstract class SandboxCmdlet : CompassCmdlet
{
    /// <summary>The sandbox, as an object or by its id. Default: the sandbox that was started last.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [Alias("Id")]
    [ArgumentCompleter(typeof(SandboxIdCompleter))]
    public object? Sandbox { get; set; }

#if NET
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        RefuseEmpty(nameof(Sandbox), Sandbox, Messages.ForLastSandbox);
        if (RefuseNothing(nameof(Sandbox), Sandbox))
        {
            return;
        }

        if (Find() is not { } server)
        {
            WriteError(ErrorRecords.Make(ErrorIds.SandboxNotFound, ErrorCategory.ObjectNotFound,
                Sandbox is null ? Messages.NoSandbox : Messages.SandboxNotFound(Called()), Sandbox));
            return;
        }

        try
        {
            Process(server);
        }
        catch (ArgumentException exception)
        {
            WriteFailure(exception, server, Messages.Sandbox(server.Id));
        }
        catch (SandboxStateException exception)
        {
            WriteError(new ErrorRecord(exception, ErrorIds.StateFileUnusable, ErrorCategory.WriteError, server));
        }
    }

    private protected abstract void Process(SandboxServer server);

    private string? Called() => ValueTransformationAttribute.Unwrap(Sandbox) switch
    {
        SandboxServer server => server.Id,
        object other => other.ToString(),
        null => null,
    };

    private SandboxServer? Find() => ValueTransformationAttribute.Unwrap(Sandbox) switch
    {
        null => SandboxServer.Running.OrderBy(server => server.StartedAt).LastOrDefault(),
        SandboxServer server => server.IsRunning ? server : null,
        CompassConnection connection => SandboxServer.Running.FirstOrDefault(server => server.BaseUri.Authority == connection.BaseUri.Authority),
        object id => SandboxServer.Running.FirstOrDefault(server => server.Id.Equals(id.ToString(), StringComparison.OrdinalIgnoreCase)),
    };
#else
    /// <inheritdoc />
    protected override void ProcessRecord() => ThrowFailure(ErrorIds.SandboxNotSupported, ErrorCategory.NotImplemented, Messages.SandboxNotOnDesktop);
#endif
}
