using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;

namespace CompassOps.Files;

/// <summary>Opens a file with the default program for its file type.</summary>
internal static class FileOpener
{
    /// <summary>Opens the file. Returns null, or an error message if the file could not be opened.</summary>
    public static string? Open(string path)
    {
        try
        {
            using Process? started = Process.Start(new ProcessStartInfo(path) { UseShellExecute = true });
            return null;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException or PlatformNotSupportedException)
        {
            return exception.Message;
        }
    }
}
