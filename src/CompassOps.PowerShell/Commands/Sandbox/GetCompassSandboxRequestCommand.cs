using System.Management.Automation;
using CompassOps.Cmdlets;
#if NET
using CompassOps.Sandbox;
#endif

namespace CompassOps.Commands;

/// <summary>
/// <c>Get-CompassSandboxRequest</c>: returns the requests that a sandbox received. The oldest request is first. The output contains no
/// secrets.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CompassSandboxRequest")]
[OutputType("CompassOps.Sandbox.SandboxRequest")]
public sealed class GetCompassSandboxRequestCommand : SandboxCmdlet
{
#if NET
    private protected override void Process(SandboxServer server) => WriteObject(server.Requests, enumerateCollection: true);
#endif
}
