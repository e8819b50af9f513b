using System.Management.Automation;

namespace CompassOps.Bench.OneView;

/// <summary><c>Get-OneView</c>: does nothing. The benchmark measures the import time of this module, which has one view.</summary>
[Cmdlet(VerbsCommon.Get, "OneView")]
public sealed class GetOneViewCommand : PSCmdlet
{
}
