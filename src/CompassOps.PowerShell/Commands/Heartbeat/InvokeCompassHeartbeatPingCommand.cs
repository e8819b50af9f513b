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
        // What else is taken literally is not found; a ping is answered all the same. A bracket is no sign: names have them.
        if (!Verify && IsTyped(nameof(Name)) && name.IndexOfAny(Wildcards) >= 0)
        {
            WriteWarning($"The name '{name}' is taken as it stands, and a ping is answered also where no heartbeat has it. "
                + "Wildcards are for Get-CompassHeartbeat, whose output can be piped here; -Verify proves that the heartbeat exists.");
        }

        if (IsApprovedUnasked || Approve($"Ping heartbeat '{name}' of team {teamId}."))
        {
            bool verify = Verify;
            Run(name, token => Client.PingHeartbeatAsync(teamId, name, verify, Observer, token));
        }
    }
}
