using System.Management.Automation;
#if NET
using CompassOps.Sandbox;
#endif

namespace CompassOps.Commands;

/// <summary><c>Clear-CompassSandboxFault</c>: takes back the faults that were ordered.</summary>
[Cmdlet(VerbsCommon.Clear, "CompassSandboxFault", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
public sealed class ClearCompassSandboxFaultCommand : SandboxCmdlet
{
    /// <summary>Which one, by the id that Add-CompassSandboxFault returned; all where it is left out.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[]? FaultId { get; set; }

#if NET
    /// <inheritdoc />
    private protected override void Process(SandboxServer server)
    {
        if (!Approve($"Clear the faults of sandbox {server.Id}."))
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
