using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>
/// A body of no bytes, which all requests without a body share. Without any the platform repeats a request on its own, up to three
/// times, when the connection is lost: more requests than the settings allow, and a delete that has done its work would seem to have
/// found nothing.
/// </summary>
internal sealed class EmptyContent : HttpContent
{
    /// <summary>The only one. It is never changed, and never disposed of.</summary>
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
#pragma warning disable CA2215 // Not to be disposed of is what this override is for.
    protected override void Dispose(bool disposing)
#pragma warning restore CA2215
    {
        // A request disposes of its content; this one belongs to all of them.
    }
}
