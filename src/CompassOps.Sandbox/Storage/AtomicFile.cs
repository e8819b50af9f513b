// Replaces a file as a whole.
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace CompassOps.Sandbox.Storage;

/// <summary>Writes a temporary file beside a file and moves it into place, so that a kill at any moment leaves a whole file.</summary>
internal static class AtomicFile
{
    // On Windows a move fails while an editor or an indexer holds the file open. Most let go within milliseconds.
    private static readonly TimeSpan MoveTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MoveInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Writes a file. A file that exists keeps its owner, group and mode. A new file can be read by its owner alone.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
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
            // The owner first: a change of the owner takes bits of the mode away.
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
            // The original failure is more informative.
        }
    }
}
