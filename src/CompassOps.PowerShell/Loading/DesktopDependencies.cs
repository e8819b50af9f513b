#if !NET
using System;
using System.IO;
using System.Management.Automation;

namespace CompassOps.Loading;

/// <summary>
/// Loads Core's packages in Windows PowerShell, which does not contain them. The packages are in a separate folder. PowerShell calls <see
/// cref="OnImport"/> when it imports the module.
/// </summary>
/// <remarks>The handler is never removed. An assembly cannot be unloaded, objects outlive Remove-Module, and another runspace may still
/// use the module. It loads nothing for other modules; see <see cref="DependencyFolder"/>.</remarks>
public sealed class DesktopDependencies : IModuleAssemblyInitializer
{
    private static readonly object Lock = new();
    private static DependencyFolder? _folder;

    /// <summary>Registers the handler once for the process. PowerShell calls it for each runspace that imports the module.</summary>
    public void OnImport()
    {
        lock (Lock)
        {
            if (_folder is not null || IsPowerShellCore)
            {
                return;
            }

            _folder = new DependencyFolder(Path.GetDirectoryName(typeof(DesktopDependencies).Assembly.Location)!);
            AppDomain.CurrentDomain.AssemblyResolve += (_, request) => _folder.Find(request.Name, request.RequestingAssembly);
        }
    }

    // If a user imports this assembly into PowerShell 7, there is nothing to load: PowerShell 7 contains these packages.
    private static bool IsPowerShellCore => typeof(object).Assembly.GetName().Name == "System.Private.CoreLib";
}
#endif
