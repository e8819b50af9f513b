using System.Management.Automation;
using CompassOps.Cmdlets;
#if NET
using CompassOps.Sandbox;
#endif

namespace CompassOps.Commands;

/// <summary><c>Get-CompassSandboxAlert</c>: returns the alerts of a sandbox. The oldest alert is first.</summary>
[Cmdlet(VerbsCommon.Get, "CompassSandboxAlert")]
[OutputType("CompassOps.Sandbox.SandboxAlert")]
public sealed class GetCompassSandboxAlertCommand : SandboxCmdlet
{
#if NET
    private protected override void Process(SandboxServer server) => WriteObject(server.Alerts, enumerateCollection: true);
#endif
}
