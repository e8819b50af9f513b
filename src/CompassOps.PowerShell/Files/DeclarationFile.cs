using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Files;

/// <summary>Reads declaration files up to a limit, so that a wrong path costs neither memory nor time.</summary>
internal static class DeclarationFile
{
    /// <summary>The longest file that is read. A team of a thousand heartbeats takes a quarter of a mebibyte.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>Reads a file, also one that another program has open for writing.</summary>
    /// <exception cref="FileTooLargeException">The file is longer than the limit.</exception>
    /// <exception cref="OperationCanceledException">The user stopped the cmdlet.</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        Task<byte[]> read = Task.Run(() => Read(path, cancellationToken), CancellationToken.None);
        // Opening or reading may block, on a dead network share for example, and cannot be cancelled: then it is abandoned.
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
