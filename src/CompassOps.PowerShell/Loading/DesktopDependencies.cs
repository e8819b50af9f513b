#if !NET
using System;
using System.IO;
using System.Management.Automation;

namespace CompassOps.Loading;

/// <summary>
/// What Windows PowerShell needs before the first cmdlet runs: the packages of Core, which it lacks and which lie in a folder of
/// their own. The shell calls this when it imports the module.
/// </summary>
/// <remarks>
/// The handler stays for the life of the process: an assembly cannot be unloaded, objects outlive Remove-Module, and another
/// runspace may still use the module. It serves nobody else: see <see cref="DependencyFolder"/>.
/// </remarks>
public sealed class DesktopDependencies : IModuleAssemblyInitializer
{
    private static readonly object Lock = new();
    private static DependencyFolder? _folder;

    /// <summary>Runs once for each runspace that imports the module.</summary>
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

    // Somebody may import this assembly itself into PowerShell 7, which has all of it in the box.
    private static bool IsPowerShellCore => typeof(object).Assembly.GetName().Name == "System.Private.CoreLib";
}
#endif
