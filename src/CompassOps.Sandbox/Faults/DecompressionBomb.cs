using System;
using System.IO;
using System.IO.Compression;

namespace CompassOps.Sandbox.Faults;

/// <summary>
/// Adds <see cref="Size"/> spaces to a response body, and compresses the result. The response is small, but its decompressed body is
/// very large.
/// </summary>
internal static class DecompressionBomb
{
    /// <summary>The number of spaces to add to a response body.</summary>
    public const int Size = 200 * Mebibyte;

    private const int Mebibyte = 1 << 20;

    // A gzip stream can consist of several compressed parts. So 1 MiB of spaces is compressed once, and this part is appended many
    // times.
    private static readonly Lazy<byte[]> Blanks = new(static () =>
    {
        byte[] blanks = new byte[Mebibyte];
        Array.Fill(blanks, (byte)' ');
        return Gzip(blanks);
    });

    public static byte[] Pack(ReadOnlySpan<byte> body)
    {
        using MemoryStream packed = new();
        packed.Write(Gzip(body));
        for (int size = 0; size < Size; size += Mebibyte)
        {
            packed.Write(Blanks.Value);
        }

        return packed.ToArray();
    }

    private static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
