using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace CompassOps.Help;

internal static class BuiltModule
{
    private const string Framework = "net8.0";
    private const string Name = "CompassOps.PowerShell";

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <exception cref="FileNotFoundException">The module is not built.</exception>
    public static IReadOnlyList<CmdletFacts> ReadCmdlets()
    {
        string assembly = Path.Combine(RepositoryRoot, "out", "CompassOps", Framework, Name + ".dll");
        return File.Exists(assembly)
            ? AssemblyFacts.Read(assembly, Metadata("PowerShell"), DocComments())
            : throw new FileNotFoundException("The module is not built. Run: dotnet build src/CompassOps.PowerShell", assembly);
    }

    private static string? DocComments() => new DirectoryInfo(Path.Combine(RepositoryRoot, "src", Name, "bin"))
        .EnumerateFiles(Name + ".xml", SearchOption.AllDirectories)
        .Where(file => file.Directory!.Name == Framework)
        .MaxBy(file => file.LastWriteTimeUtc)?.FullName;

    private static string Metadata(string key) =>
        typeof(BuiltModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}
