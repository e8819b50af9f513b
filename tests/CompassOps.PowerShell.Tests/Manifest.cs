using System.Collections.Generic;
using System.IO;
using CompassOps.Packaging;

namespace CompassOps.PowerShell.Tests;

/// <summary>Reads the manifest of the built module as text, because PowerShell does not run these tests.</summary>
internal static class Manifest
{
    private static readonly ManifestText Read = new(File.ReadAllText(BuiltModule.File("CompassOps.psd1")));

    public static IReadOnlyList<string> Words(string key) => Read.Texts(key);

    public static bool Has(string key) => Read.Has(key);
}
