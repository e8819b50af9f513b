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

    /// <summary>
    /// Sets the default value of <c>-ThrottleLimit</c>. Pings change no settings, so the cmdlet sends several pings at the same time.
    /// </summary>
    public InvokeCompassHeartbeatPingCommand() => ThrottleLimit = PingsAtOnce;

    /// <summary>
    /// Before each ping, checks whether the heartbeat exists. If the heartbeat does not exist, the cmdlet writes an error and sends no ping. Without
    /// this switch, the ping seems to succeed, because the service accepts pings of heartbeats that do not exist.
    /// </summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    private protected override void Process(string teamId, string name)
    {
        // Warn about a name that contains '*' or '?'. This cmdlet does not expand wildcards, and the ping would seem to succeed, because the
        // service accepts pings of heartbeats that do not exist. Do not warn about brackets, because they are common in names.
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
