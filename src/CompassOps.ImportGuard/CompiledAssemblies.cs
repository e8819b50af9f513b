using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;

namespace CompassOps.ImportGuard;

/// <summary>
/// Loads the copies of Core and of the cmdlets that are partly compiled ahead of time for this platform, so that the first request of a
/// shell starts faster. A copy has the identity of the portable assembly, so PowerShell then uses it instead.
/// </summary>
internal static class CompiledAssemblies
{
    // The copies were compiled for this .NET version. Other versions ignore the compiled code.
    private const int RuntimeVersion = 10;
    private const string Portable = "net8.0";
    private const string Sandbox = "CompassOps.Sandbox";

    private static int _isLoaded;

    /// <summary>Loads the copies once in a process, if the module has copies for this platform.</summary>
    public static void Load()
    {
        if (Environment.Version.Major < RuntimeVersion || Platform is not { } platform)
        {
            return;
        }

        string folder = Path.Combine(ModuleFolder, platform);
        if (!Directory.Exists(folder) || Interlocked.Exchange(ref _isLoaded, 1) != 0)
        {
            return;
        }

        AppDomain.CurrentDomain.AssemblyResolve += FindSandbox;
        try
        {
            Assembly.LoadFrom(Path.Combine(folder, "CompassOps.Core.dll"));
            Assembly.LoadFrom(Path.Combine(folder, "CompassOps.PowerShell.dll"));
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException)
        {
            // Ignore the failure: PowerShell loads the portable assemblies instead.
        }
    }

    // The sandbox has no compiled copy, so the runtime does not find it beside the cmdlets.
    private static Assembly? FindSandbox(object sender, ResolveEventArgs request) =>
        request.Name.StartsWith(Sandbox + ",", StringComparison.Ordinal)
            ? Assembly.LoadFrom(Path.Combine(ModuleFolder, Portable, Sandbox + ".dll"))
            : null;

    private static string ModuleFolder => Path.GetDirectoryName(typeof(CompiledAssemblies).Assembly.Location);

    private static string? Platform => RuntimeInformation.ProcessArchitecture != Architecture.X64 ? null
        : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux-x64"
        : RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win-x64"
        : null;
}
