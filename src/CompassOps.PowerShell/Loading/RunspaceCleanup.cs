using System.Management.Automation;
using CompassOps.Connections;

namespace CompassOps.Loading;

/// <summary>Ends the connections of the runspace from which the module is removed.</summary>
public sealed class RunspaceCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo) => ConnectionStore.Current.Clear();
}
