using System;
using System.IO;
using System.Text;

namespace CompassOps.Sandbox.Storage;

/// <summary>
/// Locks a state file with a lock file beside it. If the process ends without <see cref="Dispose"/>, the operating system releases
/// the lock.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private const string Suffix = ".compassops-lock";
    /// <summary>The content of a lock file. <see cref="Dispose"/> deletes only a file with this content.</summary>
    internal static readonly byte[] Content = Encoding.ASCII.GetBytes("CompassOps sandbox: the state file beside this file is in use.\n");

    private readonly string _path;
    private readonly FileStream _file;
    private readonly bool _isOurs;

    /// <param name="statePath">The path of the state file. It must not be a symbolic link.</param>
    /// <exception cref="IOException">Another sandbox holds the lock, or the lock file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the lock file is denied.</exception>
    public StateLock(string statePath)
    {
        _path = statePath + Suffix;
        while (true)
        {
            (_file, _isOurs) = Open(_path);

            // Another sandbox can delete the lock file immediately after this sandbox opened it. In this case, create the file
            // again.
            if (File.Exists(_path))
            {
                return;
            }

            _file.Dispose();
        }
    }

    public void Dispose()
    {
        // On Windows, close the lock file first, because an open file cannot be deleted. On Unix, delete the file before closing it, so
        // that no other process locks the old file.
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
                // The write failed, for example because the disk is full. Delete the incomplete lock file.
                created.Dispose();
                File.Delete(path);
                throw;
            }
        }

        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.None, 1);
        byte[] content = new byte[Content.Length + 1];
        int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);

        // The lock file already exists, for example because an earlier sandbox was killed. Dispose deletes the file only if its content
        // shows that a sandbox created the file.
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
            // Ignore this error. The next sandbox recognizes the content of the lock file and uses the file again.
        }
    }
}
