using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Checks that the files of the built module match its manifest.</summary>
public class LayoutTests
{
    private static readonly string[] Platforms = ["linux-x64", "win-x64"];

    private static readonly string[] Compiled = ["CompassOps.Core.dll", "CompassOps.PowerShell.dll"];

    // This list is empty if only the solution was built, because only build.ps1 compiles assemblies ahead of time.
    private static string[] CompiledFiles =>
        [.. Platforms.SelectMany(platform => Compiled.Select(file => platform + "/" + file)).Where(file => BuiltModule.Files.Contains(file))];

    /// <summary>
    /// The runtime uses a precompiled assembly instead of the portable assembly only if both have the same module version id.
    /// </summary>
    [Fact]
    public void The_compiled_assemblies_of_each_platform_have_the_identity_of_the_portable_ones()
    {
        Assert.True(CompiledFiles.Length is 0 || CompiledFiles.Length == Platforms.Length * Compiled.Length, "Some compiled assemblies are missing.");
        Assert.All(CompiledFiles, file => Assert.Equal(ModuleVersionId("net8.0/" + Path.GetFileName(file)), ModuleVersionId(file)));
        Assert.All(CompiledFiles, file => Assert.Equal(Stamp("net8.0/" + Path.GetFileName(file)), Stamp(file)));
    }

    [Fact]
    public void The_types_that_are_compiled_ahead_of_time_exist()
    {
        string list = Path.Combine(BuiltModule.RepositoryRoot, "tools", "CompassOps.Precompile", "startup-types.txt");
        HashSet<string> existing = [.. Compiled.SelectMany(file => TypeNames("net8.0/" + file))];

        Assert.DoesNotContain(File.ReadLines(list), line => line.Length > 0 && line[0] != '#' && !existing.Contains(line));
    }

    private static string[] TypeNames(string file)
    {
        using PEReader image = new(File.OpenRead(BuiltModule.File(file)));
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Select(type => metadata.GetString(type.Namespace) + "." + metadata.GetString(type.Name))];
    }

    // Returns the time stamp in the header of an assembly. The import guard loads a precompiled assembly only if the portable
    // assembly has the same time stamp.
    private static int Stamp(string file)
    {
        using PEReader image = new(File.OpenRead(BuiltModule.File(file)));
        return image.PEHeaders.CoffHeader.TimeDateStamp;
    }

    private static Guid ModuleVersionId(string file)
    {
        using PEReader image = new(File.OpenRead(BuiltModule.File(file)));
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    [Fact]
    public void The_module_consists_of_exactly_these_files() =>
        Assert.Equal(
            [
                "CompassOps.Format.ps1xml",
                "CompassOps.ImportGuard.dll",
                "CompassOps.Types.ps1xml",
                "CompassOps.Views.psd1",
                "CompassOps.psd1",
                "LICENSE",
                "en-US/CompassOps.PowerShell.dll-Help.xml",
                "en-US/about_CompassConnections.help.txt",
                "en-US/about_CompassErrors.help.txt",
                "en-US/about_CompassOps.help.txt",
                "en-US/about_CompassSandbox.help.txt",
                .. CompiledFiles.Where(file => file.StartsWith("linux", StringComparison.Ordinal)),
                "net8.0/CompassOps.Core.dll",
                "net8.0/CompassOps.PowerShell.dll",
                "net8.0/CompassOps.Sandbox.dll",
                "netstandard2.0/CompassOps.Core.dll",
                "netstandard2.0/CompassOps.PowerShell.dll",
                "netstandard2.0/dependencies/Microsoft.Bcl.AsyncInterfaces.dll",
                "netstandard2.0/dependencies/System.Buffers.dll",
                "netstandard2.0/dependencies/System.Memory.dll",
                "netstandard2.0/dependencies/System.Numerics.Vectors.dll",
                "netstandard2.0/dependencies/System.Runtime.CompilerServices.Unsafe.dll",
                "netstandard2.0/dependencies/System.Text.Encodings.Web.dll",
                "netstandard2.0/dependencies/System.Text.Json.dll",
                "netstandard2.0/dependencies/System.Threading.Tasks.Extensions.dll",
                "schema/heartbeats.schema.json",
                .. CompiledFiles.Where(file => file.StartsWith("win", StringComparison.Ordinal)),
            ],
            BuiltModule.Files);

    /// <summary>
    /// The import guard is a nested module, and must run before all other parts of the module. PowerShell processes formats, types and a
    /// root module before the nested modules. Therefore the manifest contains no formats, types or root module. The last nested module,
    /// CompassOps.Views.psd1, contains the formats and types.
    /// </summary>
    [Fact]
    public void The_import_guard_is_loaded_first_then_the_cmdlets_then_the_views()
    {
        Assert.Equal(
            ["CompassOps.ImportGuard.dll", "Core", "net8.0/CompassOps.PowerShell.dll", "netstandard2.0/CompassOps.PowerShell.dll", "CompassOps.Views.psd1"],
            Manifest.Words("NestedModules"));
        Assert.False(Manifest.Has("RootModule"));
        Assert.False(Manifest.Has("RequiredAssemblies"));
        Assert.False(Manifest.Has("FormatsToProcess"));
        Assert.False(Manifest.Has("TypesToProcess"));
        string views = File.ReadAllText(BuiltModule.File("CompassOps.Views.psd1"));
        Assert.Contains("FormatsToProcess  = @('CompassOps.Format.ps1xml')", views, StringComparison.Ordinal);
        Assert.Contains("TypesToProcess    = @('CompassOps.Types.ps1xml')", views, StringComparison.Ordinal);
    }

    [Fact]
    public void The_import_guards_of_two_versions_are_different_assemblies()
    {
        AssemblyName gate = AssemblyName.GetAssemblyName(BuiltModule.File("CompassOps.ImportGuard.dll"));
        Assert.Equal($"CompassOps.ImportGuard.{Assert.Single(Manifest.Words("ModuleVersion"))}", gate.Name);
        Assert.Equal(AssemblyName.GetAssemblyName(BuiltModule.File("net8.0", "CompassOps.PowerShell.dll")).Version, gate.Version);
    }

    [Theory]
    [InlineData("3.0.0.0", true)]
    [InlineData("6.2.7.0", false)]
    [InlineData("7.3.12.500", false)]
    [InlineData("7.4.0.500", true)]
    [InlineData("7.6.0.0", true)]
    public void The_import_guard_accepts_the_supported_shells(string engine, bool isWelcome)
    {
        Type check = Assembly.LoadFrom(BuiltModule.File("CompassOps.ImportGuard.dll")).GetType("CompassOps.ImportGuard.ShellCheck")!;
        string? objection = (string?)check.GetMethod("Objection")!.Invoke(null, [Version.Parse(engine)]);

        Assert.Equal(isWelcome, objection is null);
        Assert.True(isWelcome || objection!.Contains(engine.Substring(0, 3), StringComparison.Ordinal), objection);
    }

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("AliasesToExport")]
    [InlineData("VariablesToExport")]
    public void The_manifest_exports_only_cmdlets(string key)
    {
        Assert.True(Manifest.Has(key), key);
        Assert.Empty(Manifest.Words(key));
    }

    [Fact]
    public void Every_assembly_of_the_module_has_the_version_of_the_manifest()
    {
        Version version = Version.Parse(Assert.Single(Manifest.Words("ModuleVersion")));
        Assert.All(
            BuiltModule.Files.Where(file => Path.GetFileName(file) is var name
                && name.StartsWith("CompassOps.", StringComparison.Ordinal) && name.EndsWith(".dll", StringComparison.Ordinal)),
            file => Assert.Equal(
                new Version(version.Major, version.Minor, version.Build, 0),
                AssemblyName.GetAssemblyName(BuiltModule.File(file)).Version));
    }

    [Theory]
    [InlineData("CompassOps.Format.ps1xml", "Configuration")]
    [InlineData("CompassOps.Types.ps1xml", "Types")]
    public void Formats_and_types_are_well_formed(string file, string root)
    {
        using FileStream stream = File.OpenRead(BuiltModule.File(file));
        Assert.Equal(root, XDocument.Load(stream).Root?.Name.LocalName);
    }
}
