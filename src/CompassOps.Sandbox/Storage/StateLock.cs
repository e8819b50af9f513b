// The lock that prevents two sandboxes from using one state file.
using System;
using System.IO;
using System.Text;

namespace CompassOps.Sandbox.Storage;

/// <summary>
/// Holds a lock file beside the state file. The operating system releases the lock when the process ends in any way. At the end, the lock
/// file is deleted, unless its content shows that a sandbox did not create it.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private const string Suffix = ".compassops-lock";
    /// <summary>The content of a lock file. A file with other content does not belong to a sandbox.</summary>
    internal static readonly byte[] Content = Encoding.ASCII.GetBytes("CompassOps sandbox: the state file beside this file is in use.\n");

    private readonly string _path;
    private readonly FileStream _file;
    private readonly bool _isOurs;

    /// <summary>Takes the lock of a state file.</summary>
    /// <param name="statePath">The state file itself, not a link to it.</param>
    /// <exception cref="IOException">Another sandbox holds the lock, or the lock file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock file must not be opened.</exception>
    public StateLock(string statePath)
    {
        _path = statePath + Suffix;
        while (true)
        {
            (_file, _isOurs) = Open(_path);

            // The sandbox that held the lock may have deleted the file between the opening and the locking.
            if (File.Exists(_path))
            {
                return;
            }

            _file.Dispose();
        }
    }

    public void Dispose()
    {
        // On Windows an open file is deleted when it is closed, on Unix at once: so no other process can lock it in between.
        if (_isOurs)
        {
            if (OperatingSystem.IsWindows())
            {
                _file.Dispose();
            }

            TryDelete();
        }

        _file.Dispose();
    }

    private static (FileStream File, bool IsOurs) Open(string path)
    {
        FileStream? created = TryCreate(path);
        if (created is not null)
        {
            try
            {
                created.Write(Content);
                return (created, true);
            }
            catch
            {
                // The disk may be full. Do not leave an incomplete lock file.
                created.Dispose();
                File.Delete(path);
                throw;
            }
        }

        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.None, 1);
        byte[] content = new byte[Content.Length + 1];
        int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);

        // A kill leaves our file behind.
        return (file, content.AsSpan(0, length).SequenceEqual(Content));
    }

    private static FileStream? TryCreate(string path)
    {
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new FileStream(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private void TryDelete()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is no obstacle to the next sandbox, which takes it for its own.
        }
    }
}
