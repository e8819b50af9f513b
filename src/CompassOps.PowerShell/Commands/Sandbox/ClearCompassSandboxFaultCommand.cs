using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
#if NET
using System.Linq;
using CompassOps.Sandbox;
#endif

namespace CompassOps.Commands;

/// <summary><c>Clear-CompassSandboxFault</c>: removes injected faults.</summary>
[Cmdlet(VerbsCommon.Clear, "CompassSandboxFault", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
public sealed class ClearCompassSandboxFaultCommand : SandboxCmdlet
{
    /// <summary>The ids of the faults to remove. Default: all faults.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [WordListTransformation]
    public string[]? FaultId { get; set; }

#if NET
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // The piped object can be a fault instead of a sandbox. In this case, removes only this fault, if it still exists.
        if (ValueTransformationAttribute.Unwrap(Sandbox) is not SandboxFault fault)
        {
            base.ProcessRecord();
        }
        else if (SandboxServer.Running.FirstOrDefault(running => running.Faults.Any(one => ReferenceEquals(one, fault))) is { } server
            && Approve(Messages.ClearFault(fault.Id, server.Id)))
        {
            server.ClearFaults(fault.Id);
        }
    }

    private protected override void Process(SandboxServer server)
    {
        RefuseEmpty(nameof(FaultId), FaultId, Messages.ForAll);
        if (!Approve(Messages.ClearFaults(server.Id)))
        {
            return;
        }

        if (FaultId is null)
        {
            server.ClearFaults();
            return;
        }

        foreach (string id in FaultId)
        {
            server.ClearFaults(id);
        }
    }
#endif
}
