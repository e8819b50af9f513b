using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace CompassOps.Sandbox.Storage;

/// <summary>
/// Writes a temporary file, and then renames it to the target. So the target file is never incomplete, even if the process is killed
/// during the write.
/// </summary>
internal static class AtomicFile
{
    // On Windows, the rename fails while another program has the file open. Most programs close the file soon, so retry the rename
    // until this timeout.
    private static readonly TimeSpan MoveTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MoveInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Writes a file. On Unix, an existing file keeps its owner, group and permissions, and a new file is accessible only to its owner.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        bool created = false;
        try
        {
            using (FileStream file = new(temporary, options))
            {
                created = true;
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            KeepRights(path, temporary);
            Move(temporary, path);
            created = false;
        }
        finally
        {
            if (created)
            {
                Delete(temporary);
            }
        }
    }

    private static void KeepRights(string path, string temporary)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            // Set the owner before the permissions, because a change of the owner clears some permission bits.
            UnixFile.Find(path)?.Own(temporary);
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
        }
    }

    private static void Move(string temporary, string path)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                File.Move(temporary, path, overwrite: true);
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException
                && OperatingSystem.IsWindows() && Stopwatch.GetElapsedTime(start) < MoveTimeout)
            {
                Thread.Sleep(MoveInterval);
            }
        }
    }

    private static void Delete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Ignore this error, because the caller receives the exception of the failed write.
        }
    }
}
