using System.Management.Automation;
using CompassOps.Connections;

namespace CompassOps.Loading;

/// <summary>Closes the connections of a runspace when the module is removed from the runspace.</summary>
public sealed class RunspaceCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo) => ConnectionStore.Current.Clear();
}
