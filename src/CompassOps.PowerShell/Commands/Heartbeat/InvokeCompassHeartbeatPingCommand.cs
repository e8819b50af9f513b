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

    /// <summary>Sets the default of <c>-ThrottleLimit</c>. Pings change no settings, so several are sent at the same time.</summary>
    public InvokeCompassHeartbeatPingCommand() => ThrottleLimit = PingsAtOnce;

    /// <summary>
    /// Checks that each heartbeat exists before the ping, because the service accepts a ping of any name. Writes an error instead of
    /// pinging a missing heartbeat.
    /// </summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    private protected override void Process(string teamId, string name)
    {
        // The service accepts a ping of any name, so a ping of a typed wildcard would seem to succeed. Brackets do not count as
        // wildcards, because they are common in names.
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
