using CompassOps.Files;

namespace CompassOps;

/// <content>Messages about files.</content>
internal static partial class Messages
{
    public const string FileIsReadOnly = "The file is read-only. To overwrite the file, specify -Force.";

    public static string NotARegularFile(string path) =>
        $"'{path}' is not a regular file. Specify the path of a file, not of a folder, a pipe or a device.";

    public static string NotInFileSystem(string path, string provider) =>
        $"'{path}' is not a file, because it belongs to the PowerShell provider {provider}. Specify the path of a file.";

    public static string FileNotFound(string path) =>
        $"There is no file '{path}'. Check the path, or create the file with Export-CompassHeartbeat or Export-CompassMaintenance.";

    public static string FileUnreadable(string path, string reason) => $"Cannot read '{path}': {reason}";

    public static string FileTooLarge(string path) =>
        $"Cannot read '{path}', because the file is larger than {DeclarationFile.MaximumBytes / (1024 * 1024)} MiB. "
        + "Check the path, or divide the declaration into several files.";

    public static string FolderMissing(string path, string folder) =>
        $"'{path}' could not be written, because the folder '{folder}' does not exist. Create the folder first.";

    public static string FileNotWritten(string path, string reason) => $"'{path}' could not be written: {reason}";

    public static string DeclarationReplaced(string path) =>
        $"The content of '{path}' cannot be read as a declaration, so the cmdlet replaces the file and keeps nothing of the old content.";

    public static string SchemaKept(string path) =>
        $"The schema was not written, because '{path}' exists and is not a schema of this module. Move that file, or specify -NoSchema.";

    public static string SchemaNotWritten(string path, string reason) =>
        $"The exported file is complete, but its schema '{path}' could not be written: {reason} To export without a schema, specify -NoSchema.";
}
