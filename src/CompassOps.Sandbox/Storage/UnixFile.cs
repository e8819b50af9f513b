using System;
using System.Runtime.InteropServices;
using System.Text;

namespace CompassOps.Sandbox.Storage;

/// <summary>The type, owner and group of a file on Linux. .NET has no API for these values.</summary>
/// <param name="IsRegular">Whether the file is a regular file, and not a device, a pipe or a folder.</param>
/// <param name="Owner">The user id of the owner.</param>
/// <param name="Group">The group id of the file.</param>
internal sealed record UnixFile(bool IsRegular, uint Owner, uint Group)
{
    private const int CurrentFolder = -100;
    private const uint TypeOwnerGroup = 0x1 | 0x8 | 0x10;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>
    /// Reads the type, owner and group of a file. Returns null if the file does not exist, or if the operating system has no function
    /// statx.
    /// </summary>
    public static UnixFile? Find(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // The offsets in struct statx are the same on every processor: stx_uid 20, stx_gid 24, stx_mode 28.
        byte[] buffer = new byte[256];
        try
        {
            return statx(CurrentFolder, Native(path), 0, TypeOwnerGroup, buffer) != 0 ? null
                : new UnixFile(
                    (BitConverter.ToUInt16(buffer, 28) & TypeMask) == Regular, BitConverter.ToUInt32(buffer, 20), BitConverter.ToUInt32(buffer, 24));
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Sets the owner and group of a file, or only the group if the owner cannot be set. Only root can change the owner, so errors are
    /// ignored.
    /// </summary>
    public void Own(string path) => _ = chown(Native(path), Owner, Group) == 0 || chown(Native(path), uint.MaxValue, Group) == 0;

    private static byte[] Native(string path) => Encoding.UTF8.GetBytes(path + '\0');

#pragma warning disable IDE1006 // Functions of the C library have lower-case names.
    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] buffer);

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int chown(byte[] path, uint owner, uint group);
#pragma warning restore IDE1006
}
