using System.Management.Automation;

namespace CompassOps.Bench.OneView;

/// <summary>
/// A cmdlet that does nothing. Its module contains only this cmdlet and one formatting view. The benchmark compares the import time of
/// this module with the import time of CompassOps.
/// </summary>
[Cmdlet(VerbsCommon.Get, "OneView")]
public sealed class GetOneViewCommand : PSCmdlet
{
}
