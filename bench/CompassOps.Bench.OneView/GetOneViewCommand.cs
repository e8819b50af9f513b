using System.Management.Automation;

namespace CompassOps.Bench.OneView;

/// <summary><c>Get-OneView</c>: does nothing.</summary>
[Cmdlet(VerbsCommon.Get, "OneView")]
public sealed class GetOneViewCommand : PSCmdlet
{
}
