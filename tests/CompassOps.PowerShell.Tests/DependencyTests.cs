using System;
using System.Linq;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>
/// Checks which assemblies each project references. CompassOps.Core and the sandbox must not reference each other.
/// </summary>
public class DependencyTests
{
    [Theory]
    [InlineData("net8.0/CompassOps.Core.dll")]
    [InlineData("netstandard2.0/CompassOps.Core.dll")]
    [InlineData("net8.0/CompassOps.Sandbox.dll")]
    public void Core_and_the_sandbox_reference_neither_PowerShell_nor_each_other(string file) =>
        Assert.DoesNotContain(References(file), name =>
            name.StartsWith("CompassOps.", StringComparison.Ordinal)
            || name.StartsWith("System.Management.", StringComparison.Ordinal));

    [Theory]
    [InlineData("net8.0/CompassOps.PowerShell.dll")]
    [InlineData("netstandard2.0/CompassOps.PowerShell.dll")]
    public void The_cmdlets_reference_Core_and_no_HTTP(string file)
    {
        Assert.Contains("CompassOps.Core", References(file));
        using AssemblyReader assembly = new(BuiltModule.File(file));
        Assert.DoesNotContain(assembly.ReferencedTypes, type => type.StartsWith("System.Net.Http.", StringComparison.Ordinal));
    }

    [Fact]
    public void Core_references_one_package_on_Windows_PowerShell() =>
        Assert.Equal(
            ["System.Text.Json"],
            References("netstandard2.0/CompassOps.Core.dll").Except(
                [
                    "netstandard",
                    "Microsoft.Bcl.AsyncInterfaces",
                    "System.Buffers",
                    "System.Memory",
                    "System.Numerics.Vectors",
                    "System.Runtime.CompilerServices.Unsafe",
                    "System.Text.Encodings.Web",
                    "System.Threading.Tasks.Extensions",
                ]));

    [Theory]
    [InlineData("net8.0/CompassOps.Core.dll")]
    [InlineData("net8.0/CompassOps.PowerShell.dll")]
    [InlineData("net8.0/CompassOps.Sandbox.dll")]
    public void On_PowerShell_7_no_extra_package_is_needed(string file) =>
        Assert.DoesNotContain(References(file), name =>
            !name.StartsWith("System.", StringComparison.Ordinal)
            && !name.StartsWith("CompassOps.", StringComparison.Ordinal)
            && name is not ("netstandard" or "Microsoft.Win32.Primitives"));

    private static string[] References(string file)
    {
        using AssemblyReader assembly = new(BuiltModule.File(file));
        return [.. assembly.References.Select(name => name.Name!)];
    }
}
