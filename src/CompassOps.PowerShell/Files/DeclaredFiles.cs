using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Cmdlets;
using CompassOps.Errors;

namespace CompassOps.Files;

/// <summary>Collects the declaration files that the user specified, and reads all files as one declaration.</summary>
internal sealed class DeclaredFiles
{
    // On Windows and macOS, paths that differ only in upper and lower case refer to the same file. Ignore the case there, so that each
    // file is read only once.
    private static readonly StringComparison PathComparison =
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    private readonly CompassCmdlet _cmdlet;
    private readonly Func<Task<byte[]>, byte[]> _wait;
    private readonly CancellationToken _stopToken;
    private readonly List<string> _paths = new();

    /// <param name="cmdlet">The cmdlet that resolves relative paths. If a file is not usable, the cmdlet throws a terminating error.</param>
    /// <param name="wait">The function that waits until a file is read, and returns the content.</param>
    /// <param name="stopToken">The token that is cancelled when the user stops the cmdlet.</param>
    public DeclaredFiles(CompassCmdlet cmdlet, Func<Task<byte[]>, byte[]> wait, CancellationToken stopToken)
    {
        _cmdlet = cmdlet;
        _wait = wait;
        _stopToken = stopToken;
    }

    public bool IsEmpty => _paths.Count == 0;

    /// <summary>Adds the files at these paths. The paths can contain wildcards.</summary>
    public void Add(string[] paths) => Array.ForEach(paths, AddOne);

    /// <summary>Adds the files at these paths. Wildcard characters have no special meaning.</summary>
    public void AddLiteral(string[] paths) => Array.ForEach(paths, AddOneLiteral);

    /// <summary>Reads all files. If the files contain mistakes, throws a terminating error that lists the mistakes.</summary>
    public OperationsDocument Read()
    {
        try
        {
            return OperationsDocument.Read(WithoutSchema(_paths.ConvertAll(Source)));
        }
        catch (DocumentException exception)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, _paths.ToArray()));
            throw;
        }
    }

    // Export-CompassHeartbeat writes the schema beside the declaration file, so a wildcard often matches both.
    private static IEnumerable<DocumentSource> WithoutSchema(List<DocumentSource> sources) => sources.Count == 1 ? sources
        : sources.Where(static source => !string.Equals(Path.GetFileName(source.File), OperationsSchema.FileName, StringComparison.OrdinalIgnoreCase)
            || !OperationsSchema.IsSchema(source.Content));

    private void AddOne(string path)
    {
        try
        {
            Collection<string> found = _cmdlet.GetResolvedProviderPathFromPSPath(path, out ProviderInfo? provider);
            if (found.Count == 0)
            {
                NotFound(path);
            }

            foreach (string file in found)
            {
                Add(file, provider, path);
            }
        }
        catch (Exception exception) when (exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException)
        {
            NotFound(path);
        }
    }

    private void AddOneLiteral(string path)
    {
        string file = _cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo? provider, out _);
        Add(file, provider, path);
    }

    private DocumentSource Source(string path)
    {
        try
        {
            return new DocumentSource(path, _wait(DeclarationFile.ReadAsync(path, _stopToken)));
        }
        catch (FileTooLargeException)
        {
            Fail(ErrorIds.FileTooLarge, ErrorCategory.LimitsExceeded, Messages.FileTooLarge(path), path);
            throw;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Fail(ErrorIds.FileUnreadable, ErrorCategory.ReadError, Messages.FileUnreadable(path, exception.Message), path);
            throw;
        }
    }

    private void Add(string file, ProviderInfo provider, string given)
    {
        if (provider.Name != "FileSystem")
        {
            Fail(ErrorIds.NotAFile, ErrorCategory.InvalidArgument, Messages.NotInFileSystem(file, provider.Name), file);
        }

        FileState state = FileState.Of(_cmdlet, file);
        if (state.IsRefused)
        {
            Fail(ErrorIds.NotAFile, ErrorCategory.InvalidArgument, Messages.NotARegularFile(file), file);
        }

        if (!state.Exists)
        {
            NotFound(given);
        }

        file = Path.GetFullPath(file);
        if (!_paths.Exists(path => string.Equals(path, file, PathComparison)))
        {
            _paths.Add(file);
        }
    }

    private void NotFound(string path) => Fail(ErrorIds.FileNotFound, ErrorCategory.ObjectNotFound, Messages.FileNotFound(path), path);

    private void Fail(string id, ErrorCategory category, string message, object target) =>
        _cmdlet.ThrowTerminatingError(ErrorRecords.Make(id, category, message, target));
}
