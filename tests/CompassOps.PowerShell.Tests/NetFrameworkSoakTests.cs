using System;
using System.IO;
using System.Linq;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>
/// Core on .NET Framework: compiled against its reference assemblies, and its tests run over the assemblies that ship, by .NET Framework
/// where this is Windows, by Mono elsewhere.
/// </summary>
[Trait("Category", "Soak")]
public class NetFrameworkSoakTests
{
    private const string Projects = "tests/NetFramework";

    [Fact]
    public void Core_compiles_against_NET_Framework_itself() => Tool.Build(BuiltModule.RepositoryRoot, $"{Projects}/Core");

    [NetFrameworkFact]
    public void The_tests_of_Core_pass_over_the_assemblies_that_ship()
    {
        Tool.Build(BuiltModule.RepositoryRoot, $"{Projects}/CoreTests");
        var folder = Path.Combine(BuiltModule.RepositoryRoot, Projects, "CoreTests", "bin", "Release", "net472");
        var shipped = BuiltModule.Files.Where(
            file => file.StartsWith(BuiltModule.Desktop, StringComparison.Ordinal) && !file.Contains("PowerShell", StringComparison.Ordinal));
        Assert.All(shipped, file => Assert.Equal(
            File.ReadAllBytes(BuiltModule.File(file)), File.ReadAllBytes(Path.Combine(folder, Path.GetFileName(file)))));

        string[] tests = ["CompassOps.Core.Tests.dll", "-noappdomain", "-nologo", "-notrait", "NetFramework=differs"];
        var runner = Path.Combine(BuiltModule.TestRunner, "xunit.console.exe");
        var said = OperatingSystem.IsWindows() ? Tool.Run(folder, runner, tests) : Tool.Run(folder, "mono", [runner, .. tests]);

        // A runner that finds nothing is content as well.
        Assert.Matches(@"Total: ([3-9]\d\d|\d{4}), Errors: 0, Failed: 0, Skipped: 0", said);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NetFrameworkFactAttribute : FactAttribute
    {
        public NetFrameworkFactAttribute()
        {
            var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!OperatingSystem.IsWindows() && !places.Any(place => File.Exists(Path.Combine(place, "mono"))))
            {
                Skip = "Neither .NET Framework nor Mono is here: apt-get install mono-devel, or brew install mono.";
            }
        }
    }
}
