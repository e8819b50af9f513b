using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>
/// Checks the assemblies for Windows PowerShell 5.1. All types and members that they use must exist in .NET Framework 4.7.2, in
/// Windows PowerShell or in the module.
/// </summary>
public sealed class NetFrameworkTests : IDisposable
{
    private readonly Platform _windowsPowerShell = new(
        BuiltModule.NetFramework,
        Path.Combine(BuiltModule.NetFramework, "Facades"),
        BuiltModule.PowerShellStandard,
        BuiltModule.Dependencies,
        BuiltModule.File(BuiltModule.Desktop));

    public static TheoryData<string> Shipped =>
        new(BuiltModule.Files.Where(file => file.StartsWith(BuiltModule.Desktop, StringComparison.Ordinal) || file == "CompassOps.ImportGuard.dll"));

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Windows_PowerShell_has_everything_that_the_assembly_references(string file)
    {
        IReadOnlyList<string> lacks = _windowsPowerShell.Lacks(BuiltModule.File(file));
        Assert.True(lacks.Count == 0, string.Join('\n', lacks));
    }

    [Fact]
    public void A_missing_reference_on_Windows_PowerShell_is_found()
    {
        IReadOnlyList<string> lacks = _windowsPowerShell.Lacks(typeof(NetFrameworkTests).Assembly.Location);

        Assert.Contains(lacks, sentence => sentence.StartsWith("assembly System.Runtime, Version=8.", StringComparison.Ordinal));
        Assert.Contains("type System.Net.Http.SocketsHttpHandler of System.Net.Http", lacks);
        Assert.Contains("member System.String.StartsWith: System.Boolean (System.Char)", lacks);
        Assert.Contains("member System.Collections.Generic.Queue`1.TryDequeue: System.Boolean (!0&)", lacks);
        Assert.DoesNotContain("member System.String.StartsWith: System.Boolean (System.String, System.StringComparison)", lacks);
    }

    public void Dispose() => _windowsPowerShell.Dispose();

    /// <summary>Uses members that .NET Framework does not have, as test data. This method never runs.</summary>
    internal static bool UseWhatNetFrameworkLacks(Queue<string> queue) =>
        new System.Net.Http.SocketsHttpHandler().AllowAutoRedirect
        || "ab".StartsWith('a')
        || "ab".StartsWith("ab", StringComparison.Ordinal)
        || queue.TryDequeue(out _);
}
