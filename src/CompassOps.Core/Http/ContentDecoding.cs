using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Decompresses bodies. The platform's handlers could do it, at the cost of a layer around every request. Most responses are
/// short, and this way both target frameworks behave the same. Only lists are worth compressing, and gzip is enough.
/// </summary>
internal static class ContentDecoding
{
    /// <summary>The Accept-Encoding header of a request for a list.</summary>
    public const string Accepted = "gzip";

    /// <summary>Returns the stream of the decompressed body.</summary>
    /// <exception cref="InvalidDataException">The body has an encoding that was not requested.</exception>
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

    // Apart, because the runtime loads the assembly of the decoder with the method that uses it. A ping needs none.
    private static Stream Decode(HttpContent content, Stream stream)
    {
        bool packed = false;
        foreach (string encoding in (IEnumerable<string>)content.Headers.ContentEncoding)
        {
            if (string.Equals(encoding, "gzip", StringComparison.OrdinalIgnoreCase) || string.Equals(encoding, "x-gzip", StringComparison.OrdinalIgnoreCase))
            {
                // The client requested one encoding. A body that is compressed twice may be a decompression bomb.
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
