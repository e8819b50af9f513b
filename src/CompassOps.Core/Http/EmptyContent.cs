using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>
/// The content object of requests without a body. It prevents hidden retries: if a request without a content object loses its connection,
/// .NET itself retries the request up to three times. These retries would exceed the client's retry limit. If .NET retried a delete
/// request that had already succeeded, the service would return 404.
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
        // All requests share this object, so no request may dispose of it.
    }
}
