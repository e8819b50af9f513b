#if !NET
using System;
using System.IO;
using System.Management.Automation;

namespace CompassOps.Loading;

/// <summary>
/// Loads libraries such as System.Text.Json in Windows PowerShell, which does not contain them. PowerShell calls <see cref="OnImport"/>
/// when it imports the module.
/// </summary>
/// <remarks>An event handler loads the libraries when the module needs them. The handler is never removed, because objects of the module
/// can exist after Remove-Module, and another runspace can still use the module. The handler loads nothing for other modules.</remarks>
public sealed class DesktopDependencies : IModuleAssemblyInitializer
{
    private static readonly object Lock = new();
    private static DependencyFolder? _folder;

    /// <summary>
    /// Registers the event handler that loads the libraries. PowerShell calls this method in each runspace that imports the module, but the
    /// process needs only one event handler.
    /// </summary>
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

    // If a user imports this assembly into PowerShell 7, this class loads nothing, because PowerShell 7 already contains the libraries.
    private static bool IsPowerShellCore => typeof(object).Assembly.GetName().Name == "System.Private.CoreLib";
}
#endif
