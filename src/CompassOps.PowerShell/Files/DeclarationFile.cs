using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Files;

/// <summary>
/// Reads declaration files, which describe the desired heartbeats and maintenance windows. Rejects large files, so that a wrong path costs
/// little memory and time.
/// </summary>
internal static class DeclarationFile
{
    /// <summary>The maximum size of a declaration file in bytes. A file with a thousand heartbeats has about 256 KiB.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>Reads a declaration file, even if another program has opened it for writing.</summary>
    /// <exception cref="FileTooLargeException">The file is larger than <see cref="MaximumBytes"/>.</exception>
    /// <exception cref="OperationCanceledException">The user stopped the cmdlet.</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        Task<byte[]> read = Task.Run(() => Read(path, cancellationToken), CancellationToken.None);
        // A read cannot be cancelled, and can hang, for example on a network share that does not respond. If the user stops the cmdlet, the
        // method does not wait for the read.
        TaskCompletionSource<bool> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => stopped.TrySetResult(true)))
        {
            if (await Task.WhenAny(read, stopped.Task).ConfigureAwait(false) != read)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }

        return await read.ConfigureAwait(false);
    }

    private static byte[] Read(string path, CancellationToken cancellationToken)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream content = new();
        byte[] buffer = new byte[81920];
        int count;
        while ((count = file.Read(buffer, 0, buffer.Length)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            content.Write(buffer, 0, count);
            if (content.Length > MaximumBytes)
            {
                throw new FileTooLargeException();
            }
        }

        return content.ToArray();
    }
}
