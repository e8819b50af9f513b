using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace CompassOps.Packaging;

/// <summary>
/// Creates the nuspec file of the package from the manifest, in the same way as Publish-PSResource. Find-Module and Find-Command use
/// the tags in this file to find the module.
/// </summary>
internal static class Nuspec
{
    public const string Id = "CompassOps";

    private static readonly XNamespace Schema = "http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd";

    /// <summary>Returns the version of the module, including the prerelease label.</summary>
    public static string VersionOf(ManifestText manifest) =>
        string.Join('-', [manifest.Text("ModuleVersion"), .. manifest.Texts("Prerelease")]);

    public static XDocument Of(ManifestText manifest) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(Schema + "package", new XElement(
            Schema + "metadata",
            new XElement(Schema + "id", Id),
            new XElement(Schema + "version", VersionOf(manifest)),
            new XElement(Schema + "authors", manifest.Text("Author")),
            new XElement(Schema + "owners", manifest.Text("CompanyName")),
            new XElement(Schema + "requireLicenseAcceptance", "false"),
            new XElement(Schema + "licenseUrl", manifest.Text("LicenseUri")),
            new XElement(Schema + "projectUrl", manifest.Text("ProjectUri")),
            new XElement(Schema + "description", manifest.Text("Description")),
            new XElement(Schema + "releaseNotes", manifest.Text("ReleaseNotes")),
            new XElement(Schema + "copyright", manifest.Text("Copyright")),
            new XElement(Schema + "tags", string.Join(' ', TagsOf(manifest))))));

    private static IEnumerable<string> TagsOf(ManifestText manifest)
    {
        IReadOnlyList<string> cmdlets = manifest.Texts("CmdletsToExport");
        return
        [
            "PSModule",
            .. manifest.Texts("Tags"),
            "PSIncludes_Cmdlet",
            .. cmdlets.Select(name => "PSCmdlet_" + name),
            .. cmdlets.Select(name => "PSCommand_" + name),
        ];
    }
}
