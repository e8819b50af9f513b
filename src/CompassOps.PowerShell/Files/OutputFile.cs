using System;
using System.IO;
using System.Management.Automation;
using CompassOps.Errors;

namespace CompassOps.Files;

/// <summary>Writes a file to a path that the user specified. If the path is not usable, the cmdlet throws a terminating error.</summary>
internal sealed class OutputFile
{
    private readonly PSCmdlet _cmdlet;

    /// <summary>Resolves the path and checks whether a file can be written there. Does not open the file.</summary>
    /// <param name="cmdlet">The cmdlet that resolves a relative path and throws terminating errors.</param>
    /// <param name="path">The path that the user specified. Wildcard characters have no special meaning.</param>
    /// <param name="noClobber">Whether an existing file is an error.</param>
    public OutputFile(PSCmdlet cmdlet, string path, bool noClobber)
    {
        _cmdlet = cmdlet;
        Path = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo? provider, out _);
        if (provider.Name != "FileSystem")
        {
            Fail(ErrorIds.NotAFile, ErrorCategory.InvalidArgument, Messages.NotInFileSystem(path, provider.Name));
        }

        if (FileState.Of(cmdlet, Path).IsRefused)
        {
            Fail(ErrorIds.NotAFile, ErrorCategory.InvalidArgument, Messages.NotARegularFile(Path));
        }

        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            Fail(ErrorIds.FileNotWritten, ErrorCategory.WriteError, Messages.FolderMissing(Path, folder));
        }

        if (noClobber && File.Exists(Path))
        {
            Fail(ErrorIds.NoClobber, ErrorCategory.ResourceExists, Messages.FileExists(Path));
        }
    }

    public string Path { get; }

    /// <summary>Writes the file completely or not at all.</summary>
    /// <param name="content">The function that returns the new content. Its argument describes the current file.</param>
    /// <param name="force">Whether to replace a read-only file.</param>
    public void Write(Func<FileState, byte[]> content, bool force)
    {
        try
        {
            FileState state = FileState.Of(_cmdlet, Path);
            if (state.IsRefused)
            {
                throw new IOException(Messages.NotARegularFile(Path));
            }

            AtomicFile.Write(state, content(state), force);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(ErrorIds.FileNotWritten, ErrorCategory.WriteError, Messages.FileNotWritten(Path, exception.Message));
        }
    }

    public void PassThru() =>
        _cmdlet.WriteObject(_cmdlet.InvokeProvider.Item.Get(new[] { Path }, force: true, literalPath: true), enumerateCollection: true);

    private void Fail(string id, ErrorCategory category, string message) =>
        _cmdlet.ThrowTerminatingError(ErrorRecords.Make(id, category, message, Path));
}
