using System;
using System.IO;
using System.Linq;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Checks that two builds of the same commit create the same package, so that users can verify a package.</summary>
[Trait("Category", "Soak")]
public sealed class ReproducibilitySoakTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compassops-");

    [Fact]
    public void Two_clones_of_a_commit_build_the_same_package()
    {
        // The two clones have different remotes and different folder depths, which must not change the package.
        string first = Package("clone", "https://github.com/someone/CompassOps.PowerShell.git");
        string second = Package(Path.Combine("elsewhere", "another clone"), "https://example.org/mirror.git");
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    public void Dispose()
    {
        // Git creates read-only files, and Windows cannot delete read-only files.
        foreach (FileInfo file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.Attributes = FileAttributes.Normal;
        }

        _folder.Delete(recursive: true);
    }

    private string Package(string place, string origin)
    {
        string clone = Path.Combine(_folder.FullName, place);
        Tool.Run(BuiltModule.RepositoryRoot, "git", "clone", "--quiet", ".", clone);
        Tool.Run(clone, "git", "remote", "set-url", "origin", origin);
        Tool.Build(clone, "src/CompassOps.PowerShell");
        Tool.Build(clone, "tools/CompassOps.Precompile");
        Tool.Run(clone, "dotnet", "run", "--project", "tools/CompassOps.Packaging", "--configuration", "Release", "--", ".");
        return Directory.GetFiles(Path.Combine(clone, "out"), "*.nupkg").Single();
    }
}
