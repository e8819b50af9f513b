using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
#if NET
using System;
using System.Linq;
using CompassOps.Errors;
using CompassOps.Sandbox;
#else
using CompassOps.Connections;
#endif

namespace CompassOps.Commands;

/// <summary><c>Get-CompassSandbox</c>: the sandboxes that run in this process.</summary>
[Cmdlet(VerbsCommon.Get, "CompassSandbox")]
[OutputType("CompassOps.Sandbox.SandboxServer")]
public sealed class GetCompassSandboxCommand : CompassCmdlet
{
    /// <summary>Their ids; all where it is left out.</summary>
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
        RefuseEmpty(nameof(Id), Id, "Leave it out for all.");
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
                WriteError(ErrorRecords.Make("SandboxNotFound", ErrorCategory.ObjectNotFound,
                    $"There is no running sandbox '{id}'. Get-CompassSandbox lists those that run.", id));
            }
        }
#else
        ThrowFailure("SandboxNotSupported", ErrorCategory.NotImplemented, InProcessSandbox.NotOnDesktop);
#endif
    }
}
