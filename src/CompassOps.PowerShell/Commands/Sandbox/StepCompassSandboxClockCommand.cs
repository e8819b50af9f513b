using System;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
#if NET
using CompassOps.Sandbox;
#endif

namespace CompassOps.Commands;

/// <summary>
/// <c>Step-CompassSandboxClock</c>: moves the clock of a sandbox forward. As a result, heartbeats can expire, and maintenance windows can
/// begin and end.
/// </summary>
[Cmdlet(VerbsCommon.Step, "CompassSandboxClock", DefaultParameterSetName = "By", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType("CompassOps.Sandbox.SandboxServer")]
public sealed class StepCompassSandboxClockCommand : SandboxCmdlet
{
    /// <summary>The time by which to move the clock, such as 10m, 2h, 1d or a timespan.</summary>
    [Parameter(ParameterSetName = "By", Mandatory = true, Position = 0)]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? By { get; set; }

    /// <summary>The date and time to which to move the clock. A value without an offset is local time.</summary>
    [Parameter(ParameterSetName = "To", Mandatory = true)]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? To { get; set; }

    /// <summary>Returns the sandbox.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

#if NET
    private protected override void Process(SandboxServer server)
    {
        RefuseEmpty(nameof(By), By, Messages.GiveClockStep);
        RefuseEmpty(nameof(To), To, Messages.GiveClockInstant);
        if (Approve(By is { } span ? Messages.StepClockBy(server.Id, span) : Messages.StepClockTo(server.Id, To)))
        {
            try
            {
                if (By is { } by)
                {
                    server.Step(by);
                }
                else
                {
                    server.StepTo(To!.Value);
                }
            }
            catch (ArgumentOutOfRangeException exception)
            {
                throw new CompassArgumentException(exception.Message, ParameterSetName);
            }

            if (PassThru)
            {
                WriteObject(server);
            }
        }
    }
#endif
}
