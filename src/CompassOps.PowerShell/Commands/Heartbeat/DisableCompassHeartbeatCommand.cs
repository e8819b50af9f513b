using System.Management.Automation;
using CompassOps.Cmdlets;

namespace CompassOps.Commands;

/// <summary><c>Disable-CompassHeartbeat</c>: disables heartbeats. A disabled heartbeat raises no alerts.</summary>
[Cmdlet(VerbsLifecycle.Disable, "CompassHeartbeat", SupportsShouldProcess = true)]
[OutputType(typeof(Heartbeat))]
public sealed class DisableCompassHeartbeatCommand : NamedHeartbeatCmdlet
{
    private protected override void Process(string teamId, string name)
    {
        if (Approve(Messages.DisableHeartbeat(name, teamId)))
        {
            Run(name, token => Client.UpdateHeartbeatAsync(teamId, name, new HeartbeatPatch { Enabled = false }, Observer, token));
        }
    }
}
