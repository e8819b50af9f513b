using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Unpacks bodies. The platform's handlers can do it as well, but at the price of a layer around every request, most of which are
/// answered in a few bytes; and this way both target frameworks do the same. Only lists are worth packing, and gzip is enough.
/// </summary>
internal static class ContentDecoding
{
    /// <summary>What a request for a list says that it takes.</summary>
    public const string Accepted = "gzip";

    /// <summary>The stream of the body's own bytes.</summary>
    /// <exception cref="InvalidDataException">The body is packed in a way that was not asked for.</exception>
    public static Stream Unpack(HttpContent content, Stream stream)
    {
#if !NETSTANDARD2_0
        if (!content.Headers.NonValidated.Contains("Content-Encoding"))
        {
            return stream;
        }
#endif
        bool packed = false;
        foreach (string encoding in (IEnumerable<string>)content.Headers.ContentEncoding)
        {
            if (string.Equals(encoding, "gzip", StringComparison.OrdinalIgnoreCase) || string.Equals(encoding, "x-gzip", StringComparison.OrdinalIgnoreCase))
            {
                // Once is what was asked for; what is packed twice is no list but a trap.
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
