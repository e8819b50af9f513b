using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using CompassOps.Cmdlets;
using CompassOps.Errors;

namespace CompassOps.Files;

/// <summary>Writes exported lists into a declaration, and keeps everything else that the present file declares.</summary>
internal sealed class DeclarationOutput
{
    private readonly CompassCmdlet _cmdlet;
    private readonly OutputFile _file;

    /// <summary>Resolves the path and checks its state. Opens nothing.</summary>
    /// <param name="cmdlet">The cmdlet that writes the file; it ends if the file cannot be used.</param>
    /// <param name="path">The path as the user gave it. Wildcard characters are literal.</param>
    /// <param name="noClobber">Whether an existing file is an error.</param>
    public DeclarationOutput(CompassCmdlet cmdlet, string path, bool noClobber)
    {
        _cmdlet = cmdlet;
        _file = new OutputFile(cmdlet, path, noClobber);
        NoClobber = noClobber;
    }

    /// <summary>The full path.</summary>
    public string Path => _file.Path;

    /// <summary>Whether a read-only file is overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the schema is neither named nor written.</summary>
    public bool NoSchema { get; init; }

    /// <summary>Whether the file is returned.</summary>
    public bool PassThru { get; init; }

    private bool NoClobber { get; }

    /// <summary>Writes the file, and the schema beside it.</summary>
    /// <param name="teams">The teams. A list that is null stays as it is in the present file.</param>
    /// <param name="globalMaintenance">The global windows; null if they stay as they are.</param>
    public void Write(IReadOnlyList<DeclaredTeam> teams, IReadOnlyList<DeclaredMaintenance>? globalMaintenance = null)
    {
        _file.Write(
            state => OperationsDocument.Write(
                teams, NoSchema ? null : "./" + OperationsSchema.FileName, globalMaintenance, state.Exists ? Present(state, teams, globalMaintenance) : null),
            Force);
        if (!NoSchema && SchemaFile.Write(_cmdlet, System.IO.Path.GetDirectoryName(Path)!, NoClobber) is { } warning)
        {
            _cmdlet.WriteWarning(warning);
        }

        if (PassThru)
        {
            _file.PassThru();
        }
    }

    // Returns the present declaration; null if the file is another one. An invalid declaration is an error, because its content would be lost.
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
        catch (System.Exception exception) when (exception is DocumentException or FileTooLargeException or JsonException)
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
                : teams.Any(team => team.Maintenance is not null && string.Equals(team.TeamId, part.Key.TeamId, System.StringComparison.OrdinalIgnoreCase)))
            .SelectMany(static part => part.Value).Count(static entry => entry.IsRecurring);
        if (replaced > 0)
        {
            _cmdlet.WriteWarning(Messages.RecurringEntriesReplaced(replaced, Path));
        }
    }
}
