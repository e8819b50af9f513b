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

/// <summary>
/// <c>Start-CompassSandbox</c>: starts a sandbox, which is a simulated service on a loopback address. The sandbox stops when the process
/// ends.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "CompassSandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType("CompassOps.Sandbox.SandboxServer")]
public sealed class StartCompassSandboxCommand : CompassCmdlet
{
    /// <summary>The port of the sandbox. Default: any free port.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The file in which the sandbox saves its state. By default, the sandbox keeps its state only in memory.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The cloud id of the simulated site.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CloudId { get; set; }

    /// <summary>The e-mail address and the API token that the sandbox accepts. By default, the API token is random.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// The time of the sandbox clock when the sandbox starts. The default is the real time. If the state file already exists, the sandbox
    /// instead calculates the default from the clock in the file.
    /// </summary>
    [Parameter]
    [InstantTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Starts the sandbox with a stopped clock. Only Step-CompassSandboxClock then moves the clock.</summary>
    [Parameter]
    public SwitchParameter ClockStopped { get; set; }

    /// <summary>
    /// The special behaviors that the sandbox simulates, such as TrimText or LagLists. Some real services and accounts have these behaviors.
    /// By default, the sandbox simulates none of them.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WordListTransformation]
    [ArgumentCompleter(typeof(SandboxBehaviorCompleter))]
    public string[]? Behavior { get; set; }

    /// <summary>The OAuth scopes of the access tokens that the sandbox issues to its service account. Default: all scopes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WordListTransformation]
    [ArgumentCompleter(typeof(SandboxScopeCompleter))]
    public string[]? Scope { get; set; }

    /// <summary>The time for which access tokens are valid, measured by the clock of the sandbox. Default: one hour.</summary>
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
                StatePath = Path is null ? null : StatePath(Path),
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

#if NET
    private string StatePath(string path)
    {
        string resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo? provider, out _);
        if (provider.Name != "FileSystem")
        {
            ThrowFailure(ErrorIds.NotAFile, ErrorCategory.InvalidArgument, Messages.NotInFileSystem(path, provider.Name), path);
        }

        return resolved;
    }
#endif
}
