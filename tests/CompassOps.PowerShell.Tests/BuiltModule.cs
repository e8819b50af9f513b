using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace CompassOps.PowerShell.Tests;

internal static class BuiltModule
{
    public const string Modern = "net8.0";
    public const string Desktop = "netstandard2.0";

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>The folder with the reference assemblies of .NET Framework 4.7.2.</summary>
    public static string NetFramework { get; } = Metadata("NetFramework");

    /// <summary>The path of a reference assembly with the types that exist in Windows PowerShell 5.1 and in PowerShell 7.</summary>
    public static string PowerShellStandard { get; } = Path.Combine(Metadata("PowerShell"), "System.Management.Automation.dll");

    public static string TestRunner { get; } = Metadata("TestRunner");

    public static string Folder { get; } = Path.Combine(RepositoryRoot, "out", "CompassOps");

    public static string Dependencies { get; } = Path.Combine(Folder, Desktop, "dependencies");

    public static string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>The paths of all files of the module, relative to its folder, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    private static string Metadata(string key) =>
        typeof(BuiltModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}
