using System.Management.Automation;
using CompassOps.Cmdlets;

namespace CompassOps.Commands;

/// <summary><c>Invoke-CompassHeartbeatPing</c>: pings heartbeats.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CompassHeartbeatPing", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HeartbeatPing))]
public sealed class InvokeCompassHeartbeatPingCommand : NamedHeartbeatCmdlet
{
    private const int PingsAtOnce = 8;

    private static readonly char[] Wildcards = { '*', '?' };

    /// <summary>Creates the cmdlet. Pings are harmless, so several are in flight by default.</summary>
    public InvokeCompassHeartbeatPingCommand() => ThrottleLimit = PingsAtOnce;

    /// <summary>Checks first that the heartbeat exists, which the response to a ping does not prove. A missing heartbeat is an error and is not pinged.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <inheritdoc />
    private protected override void Process(string teamId, string name)
    {
        // The service accepts a ping of any name, so a ping of a typed wildcard would seem successful. Brackets are common in names, so they do not count as wildcards.
        if (!Verify && IsTyped(nameof(Name)) && name.IndexOfAny(Wildcards) >= 0)
        {
            WriteWarning(Messages.PingOfLiteralName(name));
        }

        if (IsApprovedUnasked || Approve(Messages.PingHeartbeat(name, teamId)))
        {
            bool verify = Verify;
            Run(name, token => Client.PingHeartbeatAsync(teamId, name, verify, Observer, token));
        }
    }
}
