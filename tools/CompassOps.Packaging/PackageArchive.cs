using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;

namespace CompassOps.Packaging;

/// <summary>
/// Creates the package file. Its bytes do not depend on the time or on random numbers, so that two builds of the same commit can be
/// compared.
/// </summary>
internal static class PackageArchive
{
    private const string PropertiesPath = "package/services/metadata/core-properties/properties.psmdcp";

    // The earliest time that a ZIP file can store. NuGet also uses this time for deterministic packages.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(XDocument nuspec, IReadOnlyList<ModuleFile> files)
    {
        ModuleFile[] content = [Part($"{Nuspec.Id}.nuspec", nuspec), .. files];
        ModuleFile[] parts = [Relationships(), ContentTypes(content), Properties(nuspec), .. content];

        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ModuleFile? part in parts.OrderBy(part => part.Path, StringComparer.Ordinal))
            {
                ZipArchiveEntry entry = archive.CreateEntry(part.Path, CompressionLevel.SmallestSize);
                entry.LastWriteTime = Timestamp;
                using Stream target = entry.Open();
                target.Write(part.Content);
            }
        }

        return stream.ToArray();
    }

    private static ModuleFile Relationships()
    {
        XNamespace schema = "http://schemas.openxmlformats.org/package/2006/relationships";
        XElement Relationship(string id, string type, string target) => new(
            schema + "Relationship", new XAttribute("Type", type), new XAttribute("Target", "/" + target), new XAttribute("Id", id));

        return Part("_rels/.rels", new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement(
                schema + "Relationships",
                Relationship("manifest", "http://schemas.microsoft.com/packaging/2010/07/manifest", $"{Nuspec.Id}.nuspec"),
                Relationship(
                    "properties",
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                    PropertiesPath))));
    }

    // The package format requires a content type for each file extension, and for the name of each file without an extension.
    private static ModuleFile ContentTypes(IReadOnlyList<ModuleFile> content)
    {
        XNamespace schema = "http://schemas.openxmlformats.org/package/2006/content-types";
        const string Bytes = "application/octet";
        XElement Default(string ending, string type) => new(
            schema + "Default", new XAttribute("Extension", ending), new XAttribute("ContentType", type));

        return Part("[Content_Types].xml", new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement(
                schema + "Types",
                Default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                Default("psmdcp", "application/vnd.openxmlformats-package.core-properties+xml"),
                content.Select(file => Path.GetExtension(file.Path).TrimStart('.'))
                    .Where(ending => ending.Length > 0)
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Order(StringComparer.Ordinal)
                    .Select(ending => Default(ending, Bytes)),
                content.Where(file => Path.GetExtension(file.Path).Length == 0)
                    .Select(file => new XElement(
                        schema + "Override", new XAttribute("PartName", "/" + file.Path), new XAttribute("ContentType", Bytes))))));
    }

    private static ModuleFile Properties(XDocument nuspec)
    {
        XNamespace schema = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dublinCore = "http://purl.org/dc/elements/1.1/";
        string Of(string name) => nuspec.Descendants().Single(element => element.Name.LocalName == name).Value;

        return Part(PropertiesPath, new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement(
                schema + "coreProperties",
                new XAttribute(XNamespace.Xmlns + "dc", dublinCore),
                new XElement(dublinCore + "creator", Of("authors")),
                new XElement(dublinCore + "description", Of("description")),
                new XElement(dublinCore + "identifier", Of("id")),
                new XElement(schema + "version", Of("version")),
                new XElement(schema + "keywords", Of("tags")))));
    }

    private static ModuleFile Part(string path, XDocument document) =>
        ModuleFile.Of(path, $"{document.Declaration}\n{document.ToString().ReplaceLineEndings("\n")}\n");
}
