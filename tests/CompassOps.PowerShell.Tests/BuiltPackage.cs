using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using CompassOps.Packaging;

namespace CompassOps.PowerShell.Tests;

/// <summary>Creates the package of the built module in a temporary folder.</summary>
public sealed class BuiltPackage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compassops-");
    private readonly ZipArchive _archive;

    public BuiltPackage()
    {
        Path = ModulePackage.Of(BuiltModule.Folder, Assets).Save(_folder.FullName);
        _archive = ZipFile.OpenRead(Path);
        Parts = [.. _archive.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>The NuGet packages whose assemblies are in the module.</summary>
    internal static IReadOnlyList<PackageAsset> Assets { get; } = PackageAssets.Of(BuiltModule.RepositoryRoot);

    public string Path { get; }

    public IReadOnlyList<string> Parts { get; }

    public string Element(string element) =>
        Xml("CompassOps.nuspec").Descendants().Single(found => found.Name.LocalName == element).Value;

    public XDocument Xml(string part) => XDocument.Parse(Text(part));

    public string Text(string part) => Encoding.UTF8.GetString(Bytes(part));

    public byte[] Bytes(string part)
    {
        using Stream stream = _archive.GetEntry(part)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public void Dispose()
    {
        _archive.Dispose();
        _folder.Delete(recursive: true);
    }
}
