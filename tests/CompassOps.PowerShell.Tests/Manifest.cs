using System.Collections.Generic;
using System.IO;
using CompassOps.Packaging;

namespace CompassOps.PowerShell.Tests;

/// <summary>The manifest of the built module, read as text, because these tests run without PowerShell.</summary>
internal static class Manifest
{
    private static readonly ManifestText Read = new(File.ReadAllText(BuiltModule.File("CompassOps.psd1")));

    /// <summary>Returns the quoted strings in the value of a key.</summary>
    public static IReadOnlyList<string> Words(string key) => Read.Texts(key);

    public static bool Has(string key) => Read.Has(key);
}
