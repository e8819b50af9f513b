using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CompassOps.ImportGuard;

/// <summary>
/// Loads the Core that was compiled ahead of time for this platform, so that the first request needs no compilation. It is the same assembly as
/// the one beside the cmdlets, which then use the loaded one. An image of another platform cannot be loaded, so every other assembly of the
/// module stays portable.
/// </summary>
internal static class CompiledCore
{
    // The runtime ignores code of another version's compiler.
    private const int RuntimeVersion = 10;

    /// <summary>Loads Core if the module has it for this platform. Otherwise the cmdlets load the portable one.</summary>
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
            // The portable one works everywhere.
        }
    }

    private static string? Platform => RuntimeInformation.ProcessArchitecture != Architecture.X64 ? null
        : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux-x64"
        : RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win-x64"
        : null;
}
