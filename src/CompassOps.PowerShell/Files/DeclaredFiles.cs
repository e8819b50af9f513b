using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;
using CompassOps.Errors;

namespace CompassOps.Files;

/// <summary>The files of declared heartbeats that a cmdlet was given. Together they are one document.</summary>
internal sealed class DeclaredFiles
{
    private readonly PSCmdlet _cmdlet;
    private readonly List<string> _paths = new();

    /// <param name="cmdlet">The cmdlet, in whose place the paths are relative, and which ends where a file cannot be used.</param>
    public DeclaredFiles(PSCmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>Whether there is no file.</summary>
    public bool IsEmpty => _paths.Count == 0;

    /// <summary>Adds the files that paths or wildcards name.</summary>
    public void Add(string[] paths) => Array.ForEach(paths, AddOne);

    /// <summary>Adds the files of exactly these paths.</summary>
    public void AddLiteral(string[] paths) => Array.ForEach(paths, AddOneLiteral);

    /// <summary>Reads them all, or ends the cmdlet with an error that lists all that is wrong.</summary>
    public HeartbeatDocument Read()
    {
        try
        {
            return HeartbeatDocument.Read(_paths.ConvertAll(Source));
        }
        catch (HeartbeatDocumentException exception)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, _paths.ToArray()));
            throw;
        }
    }

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
                Add(file, provider);
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
        if (provider.Name == "FileSystem" && !File.Exists(file))
        {
            NotFound(path);
        }

        Add(file, provider);
    }

    private DocumentSource Source(string path)
    {
        try
        {
            return new DocumentSource(path, File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.Make("FileUnreadable", ErrorCategory.ReadError, $"'{path}' cannot be read: {exception.Message}", path));
            throw;
        }
    }

    private void Add(string file, ProviderInfo provider)
    {
        if (provider.Name != "FileSystem")
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.Make("NotAFile", ErrorCategory.InvalidArgument, $"'{file}' is no file: it belongs to the provider {provider.Name}.", file));
        }

        if (!_paths.Contains(file))
        {
            _paths.Add(file);
        }
    }

    private void NotFound(string path) => _cmdlet.ThrowTerminatingError(ErrorRecords.Make(
        "FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file '{path}'. Export-CompassHeartbeat writes one.", path));
}
