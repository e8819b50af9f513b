using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CompassOps.ImportGuard;

/// <summary>
/// Loads copies of the Core and cmdlet assemblies, so that the first request of a shell starts faster. The copies are partly compiled ahead
/// of time for this platform. A copy has the same assembly identity as the portable assembly, so PowerShell uses a loaded copy instead of
/// the portable assembly.
/// </summary>
internal static class CompiledAssemblies
{
    // The copies were compiled for this .NET version. Other versions would ignore the compiled code, so the copies are not loaded there.
    private const int RuntimeVersion = 10;
    private const string Portable = "net8.0";
    private const string Sandbox = "CompassOps.Sandbox";

    private static readonly string[] Names = ["CompassOps.Core.dll", "CompassOps.PowerShell.dll"];
    private static readonly object Lock = new();
    private static bool _isDone;

    /// <summary>
    /// Loads the compiled copies of the Core and cmdlet assemblies, once in a process, if the module has copies for this platform. Other
    /// runspaces that import the module wait until the copies are loaded. Otherwise these runspaces could load the portable assemblies
    /// instead of the copies.
    /// </summary>
    public static void Load()
    {
        if (Environment.Version.Major != RuntimeVersion || Platform is not { } platform)
        {
            return;
        }

        lock (Lock)
        {
            string folder = Path.Combine(ModuleFolder, platform);
            if (_isDone || !Directory.Exists(folder))
            {
                return;
            }

            _isDone = true;
            try
            {
                // Load the copies only if they are from the same build as the portable assemblies. Copies from another build would prevent
                // PowerShell from loading the portable assemblies, because a different assembly with the same name would already be loaded.
                if (Array.TrueForAll(Names, name => Stamp(Path.Combine(folder, name)) == Stamp(Path.Combine(ModuleFolder, Portable, name))))
                {
                    AppDomain.CurrentDomain.AssemblyResolve += FindSandbox;
                    Array.ForEach(Names, name => Assembly.LoadFrom(Path.Combine(folder, name)));
                }
            }
            catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException)
            {
                // Ignore the failure: PowerShell loads the portable assemblies instead.
            }
        }
    }

    // Returns the time stamp in the header of an assembly. A deterministic compiler writes a hash of the content there. A compiled copy
    // keeps the time stamp of its portable assembly.
    private static uint Stamp(string path)
    {
        using BinaryReader reader = new(File.OpenRead(path));
        reader.BaseStream.Position = 0x3C;
        reader.BaseStream.Position = reader.ReadUInt32() + 8;
        return reader.ReadUInt32();
    }

    // Loads the sandbox from the folder of the portable assemblies, because the folder of the compiled copies does not contain it.
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
