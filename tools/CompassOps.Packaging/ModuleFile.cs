using System;
using System.Security.Cryptography;
using System.Text;

namespace CompassOps.Packaging;

/// <summary>A file of the package.</summary>
/// <param name="Path">The path in the package, with forward slashes.</param>
/// <param name="Content">The content.</param>
internal sealed record ModuleFile(string Path, byte[] Content)
{
    /// <summary>Creates a text file.</summary>
    public static ModuleFile Of(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Its SHA-256, in lower-case hexadecimal digits.</summary>
    public string Hash => Convert.ToHexString(SHA256.HashData(Content)).ToLowerInvariant();
}
