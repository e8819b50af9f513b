using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Decompresses response bodies. The platform's HTTP handlers could do this, but would add work to every request, and most responses are
/// short. With this class, both target frameworks behave the same.
/// </summary>
internal static class ContentDecoding
{
    /// <summary>The value of the header <c>Accept-Encoding</c> of GET requests.</summary>
    public const string Accepted = "gzip";

    /// <summary>Returns a stream that decompresses the body if necessary.</summary>
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

    // This is a separate method so that the runtime loads the decompression assembly only when needed. A ping does not need it.
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
