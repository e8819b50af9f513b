// Prevents two sandboxes from using the same state file.
using System;
using System.IO;
using System.Text;

namespace CompassOps.Sandbox.Storage;

/// <summary>
/// Holds a lock file beside the state file. The operating system releases the lock when the process ends for any reason.
/// <see cref="Dispose"/> deletes the lock file, unless its content shows that another program created it.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private const string Suffix = ".compassops-lock";
    /// <summary>The content of a lock file. If a file has other content, a sandbox did not create it.</summary>
    internal static readonly byte[] Content = Encoding.ASCII.GetBytes("CompassOps sandbox: the state file beside this file is in use.\n");

    private readonly string _path;
    private readonly FileStream _file;
    private readonly bool _isOurs;

    /// <summary>Locks a state file.</summary>
    /// <param name="statePath">The path of the state file itself. If the file is a link, the path of its target.</param>
    /// <exception cref="IOException">Another sandbox holds the lock, or the lock file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the lock file is denied.</exception>
    public StateLock(string statePath)
    {
        _path = statePath + Suffix;
        while (true)
        {
            (_file, _isOurs) = Open(_path);

            // Another sandbox may have deleted the lock file after this one opened it. Then try again.
            if (File.Exists(_path))
            {
                return;
            }

            _file.Dispose();
        }
    }

    public void Dispose()
    {
        // Windows deletes a file only after it is closed. Unix deletes it while it is open, so that no other process can lock the old file.
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
                // The disk may be full. Do not leave an incomplete lock file behind.
                created.Dispose();
                File.Delete(path);
                throw;
            }
        }

        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.None, 1);
        byte[] content = new byte[Content.Length + 1];
        int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);

        // If a sandbox was killed, its lock file still exists. The content shows that a sandbox created the file, so it can be deleted later.
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
            // Ignore this error. The next sandbox recognizes the file by its content and reuses it.
        }
    }
}
