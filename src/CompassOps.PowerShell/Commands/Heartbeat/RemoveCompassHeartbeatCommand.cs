using System.Management.Automation;
using CompassOps.Cmdlets;

namespace CompassOps.Commands;

/// <summary><c>Remove-CompassHeartbeat</c>: deletes heartbeats.</summary>
[Cmdlet(VerbsCommon.Remove, "CompassHeartbeat", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveCompassHeartbeatCommand : NamedHeartbeatCmdlet
{
    /// <summary>Removes the heartbeats without asking for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process(string teamId, string name)
    {
        if (Approve(Messages.RemoveHeartbeat(name, teamId), Force))
        {
            RunSilently(name, token => Client.DeleteHeartbeatAsync(teamId, name, Observer, token));
        }
    }
}
