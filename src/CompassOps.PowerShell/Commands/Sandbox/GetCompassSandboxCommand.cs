using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
#if NET
using System;
using System.Linq;
using CompassOps.Sandbox;
#endif

namespace CompassOps.Commands;

/// <summary><c>Get-CompassSandbox</c>: returns the sandboxes that run in this process.</summary>
[Cmdlet(VerbsCommon.Get, "CompassSandbox")]
[OutputType("CompassOps.Sandbox.SandboxServer")]
public sealed class GetCompassSandboxCommand : CompassCmdlet
{
    /// <summary>The ids of the sandboxes. Default: all sandboxes.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(SandboxIdCompleter))]
    public string[]? Id { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
#if NET
        RefuseEmpty(nameof(Id), Id, Messages.ForAll);
        if (RefuseNothing(nameof(Id), Id))
        {
            return;
        }

        SandboxServer[] running = SandboxServer.Running.OrderBy(server => server.StartedAt).ToArray();
        if (Id is null)
        {
            WriteObject(running, enumerateCollection: true);
            return;
        }

        foreach (string id in Id)
        {
            if (running.FirstOrDefault(server => server.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                WriteObject(found);
            }
            else
            {
                WriteError(ErrorRecords.Make(ErrorIds.SandboxNotFound, ErrorCategory.ObjectNotFound,
                    Messages.SandboxNotFound(id), id));
            }
        }
#else
        ThrowFailure(ErrorIds.SandboxNotSupported, ErrorCategory.NotImplemented, Messages.SandboxNotOnDesktop);
#endif
    }
}
