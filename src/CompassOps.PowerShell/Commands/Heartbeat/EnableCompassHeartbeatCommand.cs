using System.Management.Automation;
using CompassOps.Cmdlets;

namespace CompassOps.Commands;

/// <summary><c>Enable-CompassHeartbeat</c>: enables heartbeats. An enabled heartbeat raises an alert when it expires.</summary>
[Cmdlet(VerbsLifecycle.Enable, "CompassHeartbeat", SupportsShouldProcess = true)]
[OutputType(typeof(Heartbeat))]
public sealed class EnableCompassHeartbeatCommand : NamedHeartbeatCmdlet
{
    private protected override void Process(string teamId, string name)
    {
        if (Approve(Messages.EnableHeartbeat(name, teamId)))
        {
            Run(name, token => Client.UpdateHeartbeatAsync(teamId, name, new HeartbeatPatch { Enabled = true }, Observer, token));
        }
    }
}
