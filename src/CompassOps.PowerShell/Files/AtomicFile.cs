using System;
using System.IO;
#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace CompassOps.Files;

/// <summary>
/// Writes a file completely or not at all: writes a temporary file in the same folder, and then renames it. An existing file keeps its
/// owner, group and permissions. If the temporary file cannot get the owner of the existing file, this class overwrites the existing file
/// instead, and restores the old content after an error.
/// </summary>
internal static class AtomicFile
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    /// <summary>Writes the file. Fails if another program has created the file since its state was read.</summary>
    /// <param name="file">The state of the path. The path does not exist or refers to a regular file.</param>
    /// <param name="content">The new content.</param>
    /// <param name="force">Whether to replace a read-only file.</param>
    /// <exception cref="IOException">Writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The user has no permission to write the file, or the file is read-only and
    /// <paramref name="force"/> is false.</exception>
    public static void Write(FileState file, byte[] content, bool force)
    {
        // The temporary name does not contain the name of the file, because a longer name could exceed the maximum length.
        string temporary = Path.Combine(Path.GetDirectoryName(file.Path)!, $".{Guid.NewGuid():N}.tmp");
        if (file.Exists && !force && IsReadOnly(file.Path))
        {
            throw new UnauthorizedAccessException(Messages.FileIsReadOnly);
        }

        try
        {
            Create(temporary, content, isPrivate: file.Exists);
            if (!file.Exists)
            {
                File.Move(temporary, file.Path);
            }
            else if (IsWindows)
            {
                ReplaceOnWindows(temporary, file.Path);
            }
            else
            {
                ReplaceOnUnix(temporary, file, content);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static bool IsReadOnly(string path) => (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0;

    // On Unix, only the current user can access a private file. ReplaceOnUnix later gives this file the permissions of the file that it
    // replaces.
    private static void Create(string path, byte[] content, bool isPrivate)
    {
#if NET
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream stream = new(path, options);
#else
        _ = isPrivate;
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
#endif
        stream.Write(content, 0, content.Length);
        stream.Flush(flushToDisk: true);
    }

    // On Windows, File.Replace keeps the owner and the permissions of the existing file, but cannot replace a read-only file. Therefore the
    // method temporarily removes the read-only attribute.
    private static void ReplaceOnWindows(string temporary, string path)
    {
        FileAttributes attributes = File.GetAttributes(path);
        bool readOnly = (attributes & FileAttributes.ReadOnly) != 0;
        if (readOnly)
        {
            File.SetAttributes(path, attributes & ~FileAttributes.ReadOnly);
        }

        try
        {
            // On some network shares, users can change files, but not their permissions. Therefore errors about permissions are ignored.
            File.Replace(temporary, path, null, ignoreMetadataErrors: true);
        }
        finally
        {
            if (readOnly)
            {
                File.SetAttributes(path, attributes);
            }
        }
    }

    private static void ReplaceOnUnix(string temporary, FileState file, byte[] content)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            if (file.Owner is { } owner && chown(Encoding.UTF8.GetBytes(temporary + "\0"), owner.User, owner.Group) != 0)
            {
                Overwrite(file.Path, content);
                return;
            }

            // The mode is set after the owner, because a change of the owner clears some bits of the mode.
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(file.Path));
        }
#endif
        _ = content;
        File.Replace(temporary, file.Path, null);
    }

#if NET
    // Writes to the existing file, because only root can set another owner for a new file. A new file would belong to the current user, so
    // the old owner could lose access.
    private static void Overwrite(string path, byte[] content)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        byte[] before = new byte[stream.Length];
        stream.ReadExactly(before);
        try
        {
            WriteFromStart(stream, content);
        }
        catch (IOException)
        {
            WriteFromStart(stream, before);
            throw;
        }
    }

    private static void WriteFromStart(FileStream stream, byte[] content)
    {
        stream.Position = 0;
        stream.Write(content);
        stream.SetLength(content.Length);
        stream.Flush(flushToDisk: true);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int chown(byte[] path, uint owner, uint group);
#endif
}
