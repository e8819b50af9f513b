using System.Management.Automation;

namespace CompassOps.Bench.OneView;

/// <c>Get-OneView</c>: does nothing. The benchmark measures how long it takes to import a module with one view.
[Cmdlet(VerbsCommon.Get, "OneView")]
public sealed class GetOneViewCommand : PSCmdlet
{
}
