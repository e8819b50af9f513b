using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Files;

/// <summary>Reads declaration files. A size limit saves memory and time if the path is wrong.</summary>
internal static class DeclarationFile
{
    /// <summary>The maximum size of a file. A team of a thousand heartbeats takes a quarter of a mebibyte.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>Reads a file. Another program may have it open for writing.</summary>
    /// <exception cref="FileTooLargeException">The file is larger than the limit.</exception>
    /// <exception cref="OperationCanceledException">The user stopped the cmdlet.</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        Task<byte[]> read = Task.Run(() => Read(path, cancellationToken), CancellationToken.None);
        // Opening or reading can hang, for example on a dead network share, and cannot be cancelled. If the user stops, the read is
        // abandoned.
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
