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

    /// <summary>The full path. If the path is a symbolic link, this is the final target of the link.</summary>
    public string Path { get; }

    public bool Exists { get; }

    /// <summary>
    /// Whether the path refers to a regular file. Reading a pipe or device can hang or never end, and replacing it can destroy it.
    /// </summary>
    public bool IsRegular { get; }

    /// <summary>Whether the path exists but does not refer to a regular file.</summary>
    public bool IsRefused => Exists && !IsRegular;

    /// <summary>The user id and group id of the owner on Unix. Null if they are unknown.</summary>
    public (uint User, uint Group)? Owner { get; private set; }

    /// <summary>Determines what a path refers to. Does not open the file.</summary>
    /// <param name="cmdlet">The cmdlet whose session reads the type and the owner of the file on Unix.</param>
    /// <param name="path">The path in the form of the file system provider.</param>
    public static FileState Of(PSCmdlet cmdlet, string path)
    {
        path = System.IO.Path.GetFullPath(path);
        bool found = File.Exists(path);
#if NET
        if (Target(path) is { } target)
        {
            // An open pipe, such as /dev/stdin, is a link to a name that is not a path.
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
            // The path does not exist, or its links form a loop. Opening the path later fails in both cases.
            return null;
        }
    }

    private static bool IsOfKernel(string path) =>
        path.StartsWith("/proc/", StringComparison.Ordinal) || path.StartsWith("/dev/", StringComparison.Ordinal);
#endif

    // .NET does not return the type and the owner of a file. The file system provider of PowerShell does.
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
