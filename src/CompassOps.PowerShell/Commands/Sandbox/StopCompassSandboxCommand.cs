using System.Management.Automation;
using CompassOps.Cmdlets;
#if NET
using CompassOps.Sandbox;
#endif

namespace CompassOps.Commands;

/// <summary><c>Stop-CompassSandbox</c>: stops a sandbox in this process.</summary>
[Cmdlet(VerbsLifecycle.Stop, "CompassSandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
public sealed class StopCompassSandboxCommand : SandboxCmdlet
{
#if NET
    private protected override void Process(SandboxServer server)
    {
        if (Approve(Messages.StopSandbox(server.Id)))
        {
            server.Dispose();
        }
    }
#endif
}
