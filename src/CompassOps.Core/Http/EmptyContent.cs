using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>
/// An empty body for requests without a body. If a request has no content object, .NET itself sends it again up to three times after a
/// lost connection. These hidden retries would exceed the client's retry limit. In addition, the second of two delete requests would
/// return 404.
/// </summary>
internal sealed class EmptyContent : HttpContent
{
    public static readonly EmptyContent Instance = new();

    private EmptyContent() => Headers.ContentLength = 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }

#pragma warning disable CA2215 // The base class would dispose of the shared content.
    protected override void Dispose(bool disposing)
#pragma warning restore CA2215
    {
        // All requests share this content, so a request must not dispose of it.
    }
}
