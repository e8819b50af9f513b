using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CompassOps.Packaging;

/// <summary>Creates the package for the PowerShell Gallery. The same module files always result in the same bytes of the package.</summary>
internal sealed class ModulePackage
{
    private readonly ManifestText _manifest;

    private ModulePackage(ManifestText manifest, IReadOnlyList<ModuleFile> files)
    {
        _manifest = manifest;
        Files = files;
    }

    /// <summary>The files of the installed module, sorted by path.</summary>
    public IReadOnlyList<ModuleFile> Files { get; }

    public string FileName => $"{Nuspec.Id}.{Nuspec.VersionOf(_manifest)}.nupkg";

    /// <param name="moduleFolder">The folder with the built module.</param>
    /// <param name="assets">The NuGet packages in the module.</param>
    public static ModulePackage Of(string moduleFolder, IReadOnlyList<PackageAsset> assets)
    {
        List<ModuleFile> built = Directory.EnumerateFiles(moduleFolder, "*", SearchOption.AllDirectories)
            .Select(path => new ModuleFile(
                Path.GetRelativePath(moduleFolder, path).Replace('\\', '/'), File.ReadAllBytes(path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        CheckAssets(built, assets);

        ManifestText manifest = new(File.ReadAllText(Path.Combine(moduleFolder, $"{Nuspec.Id}.psd1")));
        List<ModuleFile> files = [.. built, ThirdPartyNotices.Of(assets)];
        files.Add(BillOfMaterials.Of(manifest, files, assets));
        return new ModulePackage(manifest, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    /// <summary>Writes the package to a folder. Returns the path of the package.</summary>
    public string Save(string folder)
    {
        string path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path, PackageArchive.Of(Nuspec.Of(_manifest), Files));
        return path;
    }

    // The notices and the bill of materials describe only the NuGet packages in the list. So the folder "dependencies" must contain
    // exactly the assemblies of these packages.
    private static void CheckAssets(IEnumerable<ModuleFile> built, IReadOnlyList<PackageAsset> assets)
    {
        const string Folder = "netstandard2.0/dependencies/";
        IEnumerable<string> shipped = built.Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal))
            .Select(file => file.Path[Folder.Length..]);
        if (!shipped.ToHashSet().SetEquals(assets.Select(asset => asset.Assembly)))
        {
            throw new PackagingException(
                $"The assemblies in {Folder} differ from the assemblies of the restored NuGet packages. Build the module again.");
        }
    }
}
