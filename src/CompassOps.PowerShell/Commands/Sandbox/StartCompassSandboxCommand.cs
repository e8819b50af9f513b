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

/// <summary><c>Start-CompassSandbox</c>: starts a simulated service on loopback. It ends with the process.</summary>
[Cmdlet(VerbsLifecycle.Start, "CompassSandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType("CompassOps.Sandbox.SandboxServer")]
public sealed class StartCompassSandboxCommand : CompassCmdlet
{
    /// <summary>The port. Default: any free port.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The file that keeps the state. Default: in memory.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The cloud id of the simulated site.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CloudId { get; set; }

    /// <summary>The e-mail address and API token that the sandbox accepts. Default: a random token.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The time of the sandbox's clock at the start. Default: the real time. The clock runs from there.</summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Stops the clock; only Step-CompassSandboxClock moves it.</summary>
    [Parameter]
    public SwitchParameter ClockStopped { get; set; }

    /// <summary>Behaviors of real services and accounts, such as TrimText or LagLists. Default: values stay as they were sent.</summary>
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
