using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Finds the columns of piped rows that have values and match no parameter, each once. The shell ignores a misspelt or foreign column
/// silently. Objects other than property bags are not checked, because their properties were not written by the user.
/// </summary>
internal sealed class UnusedColumns
{
    // Properties that jobs and remoting add.
    private static readonly string[] OfTheShell = { "PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId" };

    private readonly CommandInfo _command;
    private readonly HashSet<string> _known;
    private readonly string[] _taken;

    /// <param name="command">The cmdlet that takes the rows.</param>
    /// <param name="ignored">The columns that such rows have and no parameter needs.</param>
    public UnusedColumns(CommandInfo command, IEnumerable<string> ignored)
    {
        _command = command;
        ParameterMetadata[] parameters = command.Parameters.Values.Where(IsForRows).ToArray();
        _taken = parameters.Select(parameter => parameter.Name).ToArray();
        _known = new HashSet<string>(
            _taken.Concat(parameters.SelectMany(parameter => parameter.Aliases)).Concat(ignored).Concat(OfTheShell), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Returns a warning about unused columns of a row that were not reported before, or null.</summary>
    public string? Note(PSObject row)
    {
        if (row.BaseObject is not PSCustomObject)
        {
            return null;
        }

        string[] unused = row.Properties.Where(property => IsFilled(property) && _known.Add(property.Name)).Select(property => $"'{property.Name}'").ToArray();
        return unused.Length == 0 ? null
            : Messages.ColumnsNotUsed(unused, _command.Name, _taken);
    }

    private static bool IsForRows(ParameterMetadata parameter) => parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName);

    // Computed properties are not read, because they may take long, or fail.
    private static bool IsFilled(PSPropertyInfo property) =>
        property.MemberType == PSMemberTypes.NoteProperty && property.Value is { } value && !(value is string text && string.IsNullOrWhiteSpace(text));
}
