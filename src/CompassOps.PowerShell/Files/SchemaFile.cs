using System;
using System.IO;
using System.Management.Automation;

namespace CompassOps.Files;

/// <summary>
/// Writes the schema file into the folder of an exported file. Because the user did not specify the path of the schema file, this class
/// replaces only schema files, does not follow links, and returns a warning instead of an error.
/// </summary>
internal static class SchemaFile
{
    /// <summary>Writes the schema file if it is missing or out of date. Returns null, or a warning if the file could not be written.</summary>
    public static string? Write(PSCmdlet cmdlet, string folder, bool noClobber)
    {
        string path = Path.Combine(folder, OperationsSchema.FileName);
        byte[] content = OperationsSchema.ReadContent();
        try
        {
            if (Attributes(path) is { } attributes)
            {
                if ((attributes & FileAttributes.ReparsePoint) != 0 || FileState.Of(cmdlet, path).IsRefused
                    || new FileInfo(path).Length > DeclarationFile.MaximumBytes)
                {
                    return Messages.SchemaKept(path);
                }

                byte[] present = File.ReadAllBytes(path);
                if (present.AsSpan().SequenceEqual(content))
                {
                    return null;
                }

                if (!OperationsSchema.IsSchema(present))
                {
                    return Messages.SchemaKept(path);
                }

                if (noClobber)
                {
                    return null;
                }
            }

            AtomicFile.Write(FileState.Of(cmdlet, path), content, force: false);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Messages.SchemaNotWritten(path, exception.Message);
        }
    }

    // Returns the attributes of the path, or null if the path does not exist. If the path is a link, these are the attributes of the link,
    // not of its target.
    private static FileAttributes? Attributes(string path)
    {
        try
        {
            return File.GetAttributes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
