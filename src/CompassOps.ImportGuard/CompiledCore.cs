using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CompassOps.ImportGuard;

/// <summary>
/// Loads the copy of CompassOps.Core that was compiled ahead of time for this platform, so that the first request starts faster. The
/// cmdlets then use this copy instead of the portable assembly beside them. Only Core has such copies, because each copy works on one
/// platform only.
/// </summary>
internal static class CompiledCore
{
    // The copies were compiled for this .NET version. Other versions ignore the compiled code.
    private const int RuntimeVersion = 10;

    /// <summary>
    /// Loads the compiled copy of Core if the module has one for this platform. Otherwise the cmdlets load the portable Core.
    /// </summary>
    public static void Load()
    {
        if (Environment.Version.Major < RuntimeVersion || Platform is not { } platform)
        {
            return;
        }

        string path = Path.Combine(Path.GetDirectoryName(typeof(CompiledCore).Assembly.Location), platform, "CompassOps.Core.dll");
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            Assembly.LoadFrom(path);
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException)
        {
            // Ignore the failure: the cmdlets load the portable Core instead.
        }
    }

    private static string? Platform => RuntimeInformation.ProcessArchitecture != Architecture.X64 ? null
        : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux-x64"
        : RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win-x64"
        : null;
}
