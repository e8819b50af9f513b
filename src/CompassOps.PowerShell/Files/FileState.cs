using System;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Files;

/// <summary>Describes what a path refers to: nothing, a regular file, or something else, such as a folder, a pipe or a device.</summary>
internal sealed class FileState
{
    private FileState(string path, bool exists, bool isRegular)
    {
        Path = path;
        Exists = exists;
        IsRegular = isRegular;
    }

    /// <summary>The full path. In PowerShell 7, a symbolic link is replaced by its final target.</summary>
    public string Path { get; }

    public bool Exists { get; }

    /// <summary>
    /// Whether the path refers to a regular file. Only regular files are read and written. A read from a pipe can hang, and a write would
    /// replace a device with a file.
    /// </summary>
    public bool IsRegular { get; }

    public bool IsRefused => Exists && !IsRegular;

    /// <summary>The user id and group id of the owner. Null on Windows, or if the ids are unknown.</summary>
    public (uint User, uint Group)? Owner { get; private set; }

    /// <summary>Determines what a path refers to. Does not open the file.</summary>
    /// <param name="cmdlet">The running cmdlet. On Unix, its file system provider reads the type and the owner of the file.</param>
    /// <param name="path">The path in the file system, without a PowerShell drive.</param>
    public static FileState Of(PSCmdlet cmdlet, string path)
    {
        path = System.IO.Path.GetFullPath(path);
        bool found = File.Exists(path);
#if NET
        if (Target(path) is { } target)
        {
            // A link such as /dev/stdin can refer to an open pipe. File.Exists then returns false for the target of the link, although the
            // pipe exists.
            return IsOfKernel(target) && !File.Exists(target) ? new FileState(path, exists: true, isRegular: false) : Of(cmdlet, target);
        }
#endif
        // On Windows, the paths of devices and pipes have special prefixes.
        bool isDevice = path.StartsWith(@"\\.\", StringComparison.Ordinal) || path.StartsWith(@"\\?\pipe\", StringComparison.OrdinalIgnoreCase);
        FileState state = new(path, found || isDevice || Directory.Exists(path), found && !isDevice);
        return found && System.IO.Path.DirectorySeparatorChar == '/' ? OnUnix(cmdlet, state) : state;
    }

#if NET
    private static string? Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            // The path does not exist, or its links form a loop. In both cases, the caller uses the path itself.
            return null;
        }
    }

    private static bool IsOfKernel(string path) =>
        path.StartsWith("/proc/", StringComparison.Ordinal) || path.StartsWith("/dev/", StringComparison.Ordinal);
#endif

    // Reads the type and the owner of the file with the file system provider of PowerShell, because .NET does not return them.
    private static FileState OnUnix(PSCmdlet cmdlet, FileState state)
    {
        PSObject? item = cmdlet.InvokeProvider.Item.Get(new[] { state.Path }, force: true, literalPath: true).FirstOrDefault();
        if (item?.Properties["UnixStat"]?.Value is not { } value)
        {
            return state;
        }

        PSObject stat = PSObject.AsPSObject(value);
        return new FileState(state.Path, exists: true, isRegular: $"{stat.Properties["ItemType"]?.Value}" == "File")
        {
            Owner = LanguagePrimitives.TryConvertTo(stat.Properties["UserId"]?.Value, out int user)
                && LanguagePrimitives.TryConvertTo(stat.Properties["GroupId"]?.Value, out int group)
                ? (unchecked((uint)user), unchecked((uint)group))
                : null,
        };
    }
}
