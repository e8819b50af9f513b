using System;
using System.Security.Cryptography;
using System.Text;

namespace CompassOps.Packaging;

/// <summary>A file of the package.</summary>
/// <param name="Path">The path of the file in the package, with forward slashes.</param>
/// <param name="Content">The content of the file.</param>
internal sealed record ModuleFile(string Path, byte[] Content)
{
    public static ModuleFile Of(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>The SHA-256 hash of the content in lower-case hexadecimal digits.</summary>
    public string Hash => Convert.ToHexString(SHA256.HashData(Content)).ToLowerInvariant();
}
