using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>
/// An empty body, which all requests without a body share. If a request has no content object, .NET itself retries it up to three times
/// after a lost connection. Those retries would exceed the retry limit. After a successful delete, such a retry would return 404.
/// </summary>
internal sealed class EmptyContent : HttpContent
{
    /// <summary>The only instance. It is immutable and is never disposed of.</summary>
    public static readonly EmptyContent Instance = new();

    private EmptyContent() => Headers.ContentLength = 0;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }

    /// <inheritdoc/>
#pragma warning disable CA2215 // This override exists to prevent disposal.
    protected override void Dispose(bool disposing)
#pragma warning restore CA2215
    {
        // A request disposes of its content, but all requests share this one.
    }
}
