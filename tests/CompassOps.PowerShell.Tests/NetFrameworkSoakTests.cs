using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>
/// Runs the tests of CompassOps.Core with the assemblies for Windows PowerShell. Uses .NET Framework on Windows, and Mono on other
/// systems.
/// </summary>
[Trait("Category", "Soak")]
public class NetFrameworkSoakTests
{
    private const string Projects = "tests/NetFramework";

    [Fact]
    public void Core_compiles_against_NET_Framework_itself() => Tool.Build(BuiltModule.RepositoryRoot, $"{Projects}/Core");

    [NetFrameworkFact]
    public void The_tests_of_Core_pass_against_the_shipped_assemblies()
    {
        Tool.Build(BuiltModule.RepositoryRoot, $"{Projects}/CoreTests");
        string folder = Path.Combine(BuiltModule.RepositoryRoot, Projects, "CoreTests", "bin", "Release", "net472");
        IEnumerable<string> shipped = BuiltModule.Files.Where(
            file => file.StartsWith(BuiltModule.Desktop, StringComparison.Ordinal) && !file.Contains("PowerShell", StringComparison.Ordinal));
        Assert.All(shipped, file => Assert.Equal(
            File.ReadAllBytes(BuiltModule.File(file)), File.ReadAllBytes(Path.Combine(folder, Path.GetFileName(file)))));

        // .NET Framework needs binding redirects, and reads them only in a separate application domain. Mono needs no binding
        // redirects.
        string[] domain = OperatingSystem.IsWindows() ? [] : ["-noappdomain"];
        string[] tests = [Path.Combine(folder, "CompassOps.Core.Tests.dll"), .. domain, "-nologo", "-notrait", "NetFramework=differs"];
        string said = RunOnNetFramework(Path.Combine(BuiltModule.TestRunner, "xunit.console.exe"), tests);

        // The test runner succeeds even if it finds no tests. So check the number of tests.
        Assert.Matches(@"Total: ([3-9]\d\d|\d{4}), Errors: 0, Failed: 0, Skipped: 0", said);
    }

    [NetFrameworkFact]
    public void Missing_packages_are_loaded_from_the_modules_folder_after_import()
    {
        Tool.Build(BuiltModule.RepositoryRoot, $"{Projects}/Loading");
        string program = Path.Combine(BuiltModule.RepositoryRoot, Projects, "Loading", "bin", "Release", "net472", "Loading.exe");
        string[] arguments = [BuiltModule.File(BuiltModule.Desktop), BuiltModule.PowerShellStandard];
        string[] Said(params string[] more) => RunOnNetFramework(program, [.. arguments, .. more]).Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        string[] imported = Said();
        Assert.Equal("{\"description\":\"At the door\"}", imported[0]);
        Assert.Contains("dependencies/System.Text.Json.dll", imported);
        Assert.Contains("dependencies/System.Memory.dll", imported);
        // Without the import code of the module, the program must not find System.Text.Json. This proves that only the import code makes
        // the assertions above succeed.
        Assert.Equal("no System.Text.Json", Said("--not-imported")[0]);
    }

    private static string RunOnNetFramework(string program, string[] arguments)
    {
        string folder = Path.GetDirectoryName(program)!;
        return OperatingSystem.IsWindows() ? Tool.Run(folder, program, arguments) : Tool.Run(folder, "mono", [program, .. arguments]);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NetFrameworkFactAttribute : FactAttribute
    {
        public NetFrameworkFactAttribute()
        {
            string[] places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!OperatingSystem.IsWindows() && !places.Any(place => File.Exists(Path.Combine(place, "mono"))))
            {
                Skip = "Neither .NET Framework nor Mono is installed. Run apt-get install mono-devel or brew install mono.";
            }
        }
    }
}
