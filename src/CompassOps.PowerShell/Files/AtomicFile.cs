using System;
using System.IO;

namespace CompassOps.Files;

/// <summary>Writes a file whole or not at all: beside its place first, then into it.</summary>
internal static class AtomicFile
{
    /// <summary>Writes the file, and replaces what is there.</summary>
    /// <param name="path">The file's full path. Of a link, its target is written.</param>
    /// <param name="content">What it is to hold.</param>
    /// <param name="force">Whether a file that is marked read-only is replaced as well.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static void Write(string path, byte[] content, bool force)
    {
        bool replaces = File.Exists(path);
#if NET
        path = replaces ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
#endif
        if (replaces && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0)
        {
            if (!force)
            {
                throw new UnauthorizedAccessException("The file is read-only; -Force overwrites it.");
            }

            File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
        }

        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(beside, content);
            if (replaces)
            {
                KeepMode(path, beside);
                File.Replace(beside, path, null);
            }
            else
            {
                File.Move(beside, path);
            }
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static void KeepMode(string path, string beside)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
        }
#else
        // Windows keeps the replaced file's rights by itself.
        _ = path;
        _ = beside;
#endif
    }
}
