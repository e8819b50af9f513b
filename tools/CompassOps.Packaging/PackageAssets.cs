using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;

namespace CompassOps.Packaging;

/// <summary>A NuGet package whose assembly is part of the module.</summary>
/// <param name="Id">The name of the NuGet package.</param>
/// <param name="Version">The version of the NuGet package.</param>
/// <param name="Assembly">The file name of the assembly, without a folder.</param>
/// <param name="Needs">The names of the NuGet packages on which this package depends.</param>
/// <param name="Folder">The folder with the files of the NuGet package.</param>
internal sealed record PackageAsset(string Id, string Version, string Assembly, IReadOnlyList<string> Needs, string Folder)
{
    /// <summary>The SPDX identifier of the license.</summary>
    public string Licence
    {
        get
        {
            XDocument nuspec = XDocument.Load(Directory.GetFiles(Folder, "*.nuspec").Single());
            XElement? expression = nuspec.Descendants().FirstOrDefault(
                element => element.Name.LocalName == "license" && (string?)element.Attribute("type") == "expression");
            if (expression is not null)
            {
                return expression.Value;
            }

            return Read("LICENSE.TXT").StartsWith("The MIT License (MIT)", StringComparison.Ordinal)
                ? "MIT"
                : throw new PackagingException($"The license of the NuGet package {Id} {Version} is unknown. Add the license to PackageAssets.cs.");
        }
    }

    /// <summary>Reads a text file of the NuGet package and converts its line endings to LF.</summary>
    public string Read(string file) =>
        File.ReadAllText(Path.Combine(Folder, file)).Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}

/// <summary>
/// Finds the NuGet packages of the Windows PowerShell build in the assets file that <c>dotnet restore</c> writes.
/// </summary>
internal static class PackageAssets
{
    public static IReadOnlyList<PackageAsset> Of(string root)
    {
        string path = Path.Combine(root, "src", "CompassOps.PowerShell", "obj", "project.assets.json");
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(path));
        string folder = assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
        JsonElement libraries = assets.RootElement.GetProperty("libraries");
        IEnumerable<PackageAsset> found =
            from package in assets.RootElement.GetProperty("targets").GetProperty("netstandard2.0").EnumerateObject()
            where package.Value.GetProperty("type").GetString() == "package"
            from assembly in Names(package.Value, "runtime").Select(file => Path.GetFileName(file))
            where assembly != "_._"
            let identity = package.Name.Split('/')
            let home = libraries.GetProperty(package.Name).GetProperty("path").GetString()!
            select new PackageAsset(
                identity[0], identity[1], assembly, [.. Names(package.Value, "dependencies")], Path.Combine(folder, home));
        return [.. found.OrderBy(asset => asset.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Names(JsonElement parent, string property) =>
        parent.TryGetProperty(property, out JsonElement names) ? names.EnumerateObject().Select(entry => entry.Name) : [];
}
