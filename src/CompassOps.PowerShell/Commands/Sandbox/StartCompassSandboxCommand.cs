using System;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
#if NET
using System.IO;
using System.Net.Sockets;
using CompassOps.Sandbox;
#endif

namespace CompassOps.Commands;

/// <summary><c>Start-CompassSandbox</c>: starts the service, small, on loopback. It belongs to the process and ends with it.</summary>
[Cmdlet(VerbsLifecycle.Start, "CompassSandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType("CompassOps.Sandbox.SandboxServer")]
public sealed class StartCompassSandboxCommand : CompassCmdlet
{
    /// <summary>The port; any free one where it is left out.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The file that keeps its state; in memory where it is left out.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The id of its cloud.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CloudId { get; set; }

    /// <summary>The e-mail address and API token that it accepts; random ones where it is left out.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>What its clock shows at the start; the real time where it is left out. The clock runs on from there.</summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The clock stands still but for Step-CompassSandboxClock.</summary>
    [Parameter]
    public SwitchParameter ClockStopped { get; set; }

    /// <summary>Ways in which real services and accounts behave, such as TrimText or LagLists. Without it, values stay as they were sent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WordListTransformation]
    [ArgumentCompleter(typeof(SandboxBehaviorCompleter))]
    public string[]? Behavior { get; set; }

    /// <summary>The scopes of the access tokens that its service account gets; all scopes if it is omitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WordListTransformation]
    [ArgumentCompleter(typeof(SandboxScopeCompleter))]
    public string[]? Scope { get; set; }

    /// <summary>How long access tokens are valid, by the clock of the sandbox: one hour if it is omitted.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? TokenLifetime { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
#if NET
        if (!Approve(Messages.StartSandbox))
        {
            return;
        }

        try
        {
            WriteObject(SandboxServer.Start(new SandboxOptions
            {
                Port = Port,
                StatePath = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path),
                CloudId = CloudId,
                Email = Credential?.UserName,
                Token = Credential?.GetNetworkCredential().Password,
                StartTime = StartTime,
                ClockStopped = ClockStopped,
                Scopes = Scope,
                TokenLifetime = TokenLifetime ?? new SandboxOptions().TokenLifetime,
                Behavior = SandboxBehaviorNames.Parse(Behavior ?? []),
            }));
        }
        catch (SocketException exception)
        {
            ThrowTerminatingError(new ErrorRecord(exception, ErrorIds.PortTaken, ErrorCategory.ResourceUnavailable, Port)
            {
                ErrorDetails = new ErrorDetails(Messages.PortTaken(Port, exception.Message)),
            });
        }
        catch (Exception exception) when (exception is SandboxStateException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(exception, ErrorIds.StateFileUnusable, ErrorCategory.InvalidData, Path));
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, null));
        }
#else
        ThrowFailure(ErrorIds.SandboxNotSupported, ErrorCategory.NotImplemented, Messages.SandboxNotOnDesktop);
#endif
    }
}
