using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using CompassOps.Cmdlets;
using CompassOps.Errors;

namespace CompassOps.Files;

/// <summary>Writes heartbeats and maintenance windows to a declaration file. Keeps the other content of an existing declaration file.</summary>
internal sealed class DeclarationOutput
{
    private readonly CompassCmdlet _cmdlet;
    private readonly OutputFile _file;

    /// <summary>Resolves the path and checks whether a file can be written there. Does not open the file.</summary>
    /// <param name="cmdlet">The cmdlet that writes the file. If the path is not usable, the cmdlet throws a terminating error.</param>
    /// <param name="path">The path that the user specified. Wildcard characters have no special meaning.</param>
    /// <param name="noClobber">Whether an existing file is an error.</param>
    public DeclarationOutput(CompassCmdlet cmdlet, string path, bool noClobber)
    {
        _cmdlet = cmdlet;
        _file = new OutputFile(cmdlet, path, noClobber);
        NoClobber = noClobber;
    }

    public string Path => _file.Path;

    /// <summary>Whether to overwrite a read-only file.</summary>
    public bool Force { get; init; }

    /// <summary>If true, no schema file is written, and the declaration file does not refer to a schema.</summary>
    public bool NoSchema { get; init; }

    public bool PassThru { get; init; }

    private bool NoClobber { get; }

    /// <summary>Writes the declaration file and, in the same folder, the schema file.</summary>
    /// <param name="teams">The teams. If a list of a team is null, the file keeps the list that it already contains.</param>
    /// <param name="globalMaintenance">The global maintenance windows. If null, the file keeps the global windows that it already
    /// contains.</param>
    public void Write(IReadOnlyList<DeclaredTeam> teams, IReadOnlyList<DeclaredMaintenance>? globalMaintenance = null)
    {
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        string? warning;
        using (Turn(folder))
        {
            _file.Write(
                state => OperationsDocument.Write(
                    teams, NoSchema ? null : "./" + OperationsSchema.FileName, globalMaintenance, state.Exists ? Present(state, teams, globalMaintenance) : null),
                Force);
            warning = NoSchema ? null : SchemaFile.Write(_cmdlet, folder, NoClobber);
        }

        if (warning is not null)
        {
            _cmdlet.WriteWarning(warning);
        }

        if (PassThru)
        {
            _file.PassThru();
        }
    }

    private FolderTurn Turn(string folder)
    {
        try
        {
            return FolderTurn.Wait(folder, _cmdlet.StopToken);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    // Returns the content of the existing file. If the file is a declaration file with errors, throws, so that the cmdlet does not replace
    // the file. If the file is not a declaration file, writes a warning and returns null, so that the cmdlet replaces the file.
    private byte[]? Present(FileState file, IReadOnlyList<DeclaredTeam> teams, IReadOnlyList<DeclaredMaintenance>? globalMaintenance)
    {
        byte[]? content = null;
        try
        {
            content = _cmdlet.Await(DeclarationFile.ReadAsync(file.Path, _cmdlet.StopToken));
            WarnOfRecurringEntries(OperationsDocument.Read(new[] { new DocumentSource(Path, content) }), teams, globalMaintenance);
            return content;
        }
        catch (DocumentException exception) when (OperationsDocument.IsDeclaration(content!))
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, Path));
            throw;
        }
        catch (Exception exception) when (exception is DocumentException or FileTooLargeException or JsonException)
        {
            _cmdlet.WriteWarning(Messages.DeclarationReplaced(Path));
            return null;
        }
    }

    private void WarnOfRecurringEntries(OperationsDocument present, IReadOnlyList<DeclaredTeam> teams, IReadOnlyList<DeclaredMaintenance>? globalMaintenance)
    {
        int replaced = present.Maintenance
            .Where(part => part.Key.IsGlobal
                ? globalMaintenance is not null
                : teams.Any(team => team.Maintenance is not null && string.Equals(team.TeamId, part.Key.TeamId, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(static part => part.Value).Count(static entry => entry.IsRecurring);
        if (replaced > 0)
        {
            _cmdlet.WriteWarning(Messages.RecurringEntriesReplaced(replaced, Path));
        }
    }
}
