using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

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

    private static readonly string[] Names = ["CompassOps.Core.dll", "CompassOps.PowerShell.dll"];
    private static readonly object Lock = new();
    private static bool _isDone;

    /// <summary>
    /// Loads the copies once in a process, if the module has copies for this platform. Other runspaces wait, so that none of them loads the
    /// portable assemblies in the meantime.
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
                // If a copy is of another build, PowerShell could not load the portable assembly after it.
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

    // The time stamp in the header of an assembly: a deterministic compiler writes a hash of the content there, and a copy keeps it.
    private static uint Stamp(string path)
    {
        using BinaryReader reader = new(File.OpenRead(path));
        reader.BaseStream.Position = 0x3C;
        reader.BaseStream.Position = reader.ReadUInt32() + 8;
        return reader.ReadUInt32();
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
