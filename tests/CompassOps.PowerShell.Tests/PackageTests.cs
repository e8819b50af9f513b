using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CompassOps.Packaging;
using Xunit;

namespace CompassOps.PowerShell.Tests;

public sealed class PackageTests(BuiltPackage package) : IClassFixture<BuiltPackage>
{
    [Fact]
    public void The_package_is_named_after_the_module_and_its_version() =>
        Assert.Equal($"CompassOps.{Manifest.Words("ModuleVersion").Single()}.nupkg", Path.GetFileName(package.Path));

    [Fact]
    public void The_package_has_only_the_module_notices_and_bill_of_materials() =>
        Assert.Equal(
            BuiltModule.Files.Concat(
                [
                    "CompassOps.cdx.json",
                    "THIRD-PARTY-NOTICES.txt",
                    "CompassOps.nuspec",
                    "[Content_Types].xml",
                    "_rels/.rels",
                    "package/services/metadata/core-properties/properties.psmdcp",
                ]).Order(StringComparer.Ordinal),
            package.Parts);

    [Fact]
    public void The_package_has_the_files_of_the_build() =>
        Assert.All(BuiltModule.Files, file => Assert.Equal(File.ReadAllBytes(BuiltModule.File(file)), package.Bytes(file)));

    [Fact]
    public void The_package_is_smaller_than_three_megabytes() => Assert.InRange(new FileInfo(package.Path).Length, 1, 3_000_000);

    [Fact]
    public void Packing_twice_gives_the_same_bytes()
    {
        using BuiltPackage second = new();
        Assert.Equal(File.ReadAllBytes(package.Path), File.ReadAllBytes(second.Path));
    }

    [Theory]
    [InlineData("id", "CompassOps")]
    [InlineData("requireLicenseAcceptance", "false")]
    [InlineData("authors", "the CompassOps contributors")]
    public void The_nuspec_has_the_required_fields(string element, string value) => Assert.Equal(value, package.Element(element));

    [Theory]
    [InlineData("version", "ModuleVersion")]
    [InlineData("owners", "CompanyName")]
    [InlineData("description", "Description")]
    [InlineData("copyright", "Copyright")]
    [InlineData("licenseUrl", "LicenseUri")]
    [InlineData("projectUrl", "ProjectUri")]
    [InlineData("releaseNotes", "ReleaseNotes")]
    public void The_nuspec_agrees_with_the_manifest(string element, string key) =>
        Assert.Equal(Assert.Single(Manifest.Words(key)), package.Element(element));

    [Fact]
    public void The_tags_name_the_editions_and_every_cmdlet()
    {
        string[] tags = package.Element("tags").Split(' ');

        Assert.Equal(tags.Distinct(StringComparer.OrdinalIgnoreCase), tags);
        string[] wanted = [.. Manifest.Words("Tags"), "PSModule", "PSEdition_Core", "PSEdition_Desktop", "PSIncludes_Cmdlet"];
        Assert.Empty(wanted.Except(tags));
        foreach (string? prefix in new[] { "PSCmdlet_", "PSCommand_" })
        {
            Assert.Equal(
                Manifest.Words("CmdletsToExport"),
                tags.Where(tag => tag.StartsWith(prefix, StringComparison.Ordinal)).Select(tag => tag[prefix.Length..]));
        }
    }

    [Fact]
    public void The_tags_are_within_the_limit_of_the_Gallery() => Assert.InRange(package.Element("tags").Length, 1, 4000);

    [Fact]
    public void The_release_notes_are_the_newest_section_of_the_changelog()
    {
        string changelog = File.ReadAllText(Path.Combine(BuiltModule.RepositoryRoot, "CHANGELOG.md"));
        string newest = changelog.Split("\n## [")[1];
        Assert.Equal(newest[newest.IndexOf('\n', StringComparison.Ordinal)..].Trim(), package.Element("releaseNotes"));
    }

    [Fact]
    public void Every_part_has_a_content_type()
    {
        List<XElement> types = package.Xml("[Content_Types].xml").Root!.Elements().ToList();
        HashSet<string> endings = types.Select(type => (string?)type.Attribute("Extension")).OfType<string>().ToHashSet();
        HashSet<string> parts = types.Select(type => (string?)type.Attribute("PartName")).OfType<string>().ToHashSet();
        Assert.All(
            package.Parts.Where(part => part != "[Content_Types].xml"),
            part => Assert.True(parts.Contains("/" + part) || endings.Contains(Path.GetExtension(part).TrimStart('.')), part));
    }

    [Fact]
    public void Every_relationship_has_an_existing_part() =>
        Assert.All(
            package.Xml("_rels/.rels").Root!.Elements(),
            relationship => Assert.Contains(((string)relationship.Attribute("Target")!)[1..], package.Parts));

    [Fact]
    public void The_notices_name_every_shipped_package()
    {
        string notices = package.Text("THIRD-PARTY-NOTICES.txt");
        List<string> assemblies = BuiltModule.Files.Where(file => file.Contains("/dependencies/", StringComparison.Ordinal)).ToList();

        Assert.Equal(assemblies.Count, BuiltPackage.Assets.Count);
        Assert.All(assemblies, file => Assert.Matches(
            $@"(?m)^  {Regex.Escape(Path.GetFileNameWithoutExtension(file))} \d+\.\d+\.\d+ \(MIT\)$", notices));
        Assert.Contains("Permission is hereby granted, free of charge", notices, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bill_of_materials_lists_file_hashes_and_package_versions()
    {
        using JsonDocument bill = JsonDocument.Parse(package.Bytes("CompassOps.cdx.json"));
        ILookup<string?, JsonElement> components = bill.RootElement.GetProperty("components").EnumerateArray().ToLookup(
            component => component.GetProperty("type").GetString());

        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.Equal(
            BuiltModule.Files.Append("THIRD-PARTY-NOTICES.txt").Order(StringComparer.Ordinal),
            components["file"].Select(file => file.GetProperty("name").GetString()));
        Assert.All(components["file"], file => Assert.Equal(
            new ModuleFile("", package.Bytes(file.GetProperty("name").GetString()!)).Hash,
            file.GetProperty("hashes")[0].GetProperty("content").GetString()));
        Assert.Equal(
            BuiltPackage.Assets.Select(asset => $"pkg:nuget/{asset.Id}@{asset.Version}"),
            components["library"].Select(package => package.GetProperty("purl").GetString()));
        Assert.Equal(
            ["pkg:nuget/System.Text.Json@8.0.6"],
            bill.RootElement.GetProperty("dependencies")[0].GetProperty("dependsOn").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void An_assembly_of_an_unknown_package_is_refused()
    {
        PackagingException problem = Assert.Throws<PackagingException>(() => ModulePackage.Of(BuiltModule.Folder, [.. BuiltPackage.Assets.Skip(1)]));
        Assert.Contains("netstandard2.0/dependencies/", problem.Message, StringComparison.Ordinal);
    }
}
