using System.Management.Automation;
using CompassOps.Cmdlets;

namespace CompassOps.Commands;

/// <summary><c>Invoke-CompassHeartbeatPing</c>: tells the service that something is alive.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CompassHeartbeatPing", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HeartbeatPing))]
public sealed class InvokeCompassHeartbeatPingCommand : NamedHeartbeatCmdlet
{
    private const int PingsAtOnce = 8;

    private static readonly char[] Wildcards = { '*', '?' };

    /// <summary>Makes the cmdlet: pings disturb nobody, so several are in flight by default.</summary>
    public InvokeCompassHeartbeatPingCommand() => ThrottleLimit = PingsAtOnce;

    /// <summary>Also proves that the heartbeat exists, which the service's answer alone does not. One that does not is an error, and is not pinged.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <inheritdoc />
    private protected override void Process(string teamId, string name)
    {
        // The service accepts a ping of any name, so a typed wildcard would look successful. Brackets are common in names and are no sign of one.
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
