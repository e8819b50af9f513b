using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Decompresses response bodies. The decompression of the .NET handlers would slow down every request, and it differs between versions
/// of .NET.
/// </summary>
internal static class ContentDecoding
{
    public const string Accepted = "gzip";

    /// <exception cref="InvalidDataException">The body has an encoding that the request did not allow.</exception>
    public static Stream Unpack(HttpContent content, Stream stream)
    {
#if !NETSTANDARD2_0
        if (!content.Headers.NonValidated.Contains("Content-Encoding"))
        {
            return stream;
        }
#endif
        return Decode(content, stream);
    }

    // This is a separate method, so that .NET loads the decompression assembly only for a compressed response.
    private static Stream Decode(HttpContent content, Stream stream)
    {
        bool packed = false;
        foreach (string encoding in (IEnumerable<string>)content.Headers.ContentEncoding)
        {
            if (string.Equals(encoding, "gzip", StringComparison.OrdinalIgnoreCase) || string.Equals(encoding, "x-gzip", StringComparison.OrdinalIgnoreCase))
            {
                // Reject a body that is compressed twice, because it can be a decompression bomb.
                packed = packed ? throw Unknown(encoding + " twice") : true;
            }
            else if (!string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
            {
                throw Unknown(encoding);
            }
        }

        return packed ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static InvalidDataException Unknown(string encoding) => new(Messages.UnknownEncoding(encoding));
}
