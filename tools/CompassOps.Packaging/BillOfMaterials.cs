using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CompassOps.Packaging;

/// <summary>
/// Creates a bill of materials in the format CycloneDX 1.6. The bill lists the NuGet packages in the module and the hash of each
/// file. The bill contains no date and no random number, so that builds are reproducible.
/// </summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="manifest">The manifest of the module.</param>
    /// <param name="files">All files of the package except the bill of materials.</param>
    /// <param name="assets">The NuGet packages in the module.</param>
    public static ModuleFile Of(ManifestText manifest, IReadOnlyList<ModuleFile> files, IReadOnlyList<PackageAsset> assets)
    {
        string version = Nuspec.VersionOf(manifest);
        string self = $"{Nuspec.Id}@{version}";
        JsonObject document = new()
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = SerialNumber(files),
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "library",
                    ["bom-ref"] = self,
                    ["name"] = Nuspec.Id,
                    ["version"] = version,
                    ["description"] = manifest.Text("Description"),
                    ["licenses"] = Licences("MIT"),
                    ["copyright"] = manifest.Text("Copyright"),
                    ["externalReferences"] = Array(new JsonObject { ["type"] = "vcs", ["url"] = manifest.Text("ProjectUri") }),
                },
            },
            ["components"] = Array(
                [.. assets.Select(Component), .. files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(Component)]),
            ["dependencies"] = Array(
                [Needs(self, Roots(assets)), .. assets.Select(asset => Needs(Reference(asset), Named(assets, asset.Needs)))]),
        };
        return ModuleFile.Of($"{Nuspec.Id}.cdx.json", document.ToJsonString(Form).ReplaceLineEndings("\n") + "\n");
    }

    private static JsonObject Component(PackageAsset asset) => new()
    {
        ["type"] = "library",
        ["bom-ref"] = Reference(asset),
        ["name"] = asset.Id,
        ["version"] = asset.Version,
        ["licenses"] = Licences(asset.Licence),
        ["purl"] = Reference(asset),
    };

    private static JsonObject Component(ModuleFile file) => new()
    {
        ["type"] = "file",
        ["bom-ref"] = "file:" + file.Path,
        ["name"] = file.Path,
        ["hashes"] = Array(new JsonObject { ["alg"] = "SHA-256", ["content"] = file.Hash }),
    };

    private static JsonObject Needs(string reference, IEnumerable<PackageAsset> assets) => new()
    {
        ["ref"] = reference,
        ["dependsOn"] = Array([.. assets.Select(asset => (JsonNode)Reference(asset))]),
    };

    private static IEnumerable<PackageAsset> Roots(IReadOnlyList<PackageAsset> assets) =>
        assets.Where(asset => !assets.Any(other => other.Needs.Contains(asset.Id)));

    private static IEnumerable<PackageAsset> Named(IReadOnlyList<PackageAsset> assets, IReadOnlyList<string> names) =>
        assets.Where(asset => names.Contains(asset.Id));

    private static string Reference(PackageAsset asset) => $"pkg:nuget/{asset.Id}@{asset.Version}";

    private static JsonArray Licences(string id) =>
        Array(new JsonObject { ["license"] = new JsonObject { ["id"] = id } });

    private static JsonArray Array(params JsonNode[] nodes) => new(nodes);

    /// <summary>Computes a UUID from the hashes of the files. The UUID has version 8, because this version can contain any data.</summary>
    private static string SerialNumber(IEnumerable<ModuleFile> files)
    {
        IEnumerable<string> lines = files.Select(file => $"{file.Hash} {file.Path}\n");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return "urn:uuid:" + new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
