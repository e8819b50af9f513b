using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Finds columns of piped rows that have values but match no parameter, and reports each column once. PowerShell ignores a misspelled or
/// unknown column silently. Checks property bags only, because the user did not write the properties of other objects.
/// </summary>
internal sealed class UnusedColumns
{
    // PowerShell adds these properties to the output of jobs and remote commands.
    private static readonly string[] OfTheShell = { "PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId" };

    private readonly CommandInfo _command;
    private readonly HashSet<string> _known;
    private readonly string[] _taken;

    /// <param name="command">The cmdlet that reads the rows.</param>
    /// <param name="ignored">Columns that rows often have but no parameter needs.</param>
    public UnusedColumns(CommandInfo command, IEnumerable<string> ignored)
    {
        _command = command;
        ParameterMetadata[] parameters = command.Parameters.Values.Where(IsForRows).ToArray();
        _taken = parameters.Select(parameter => parameter.Name).ToArray();
        _known = new HashSet<string>(
            _taken.Concat(parameters.SelectMany(parameter => parameter.Aliases)).Concat(ignored).Concat(OfTheShell), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Returns a warning about a row's unused columns that were not reported before; null if there are none.</summary>
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

    // Skip computed properties, because reading them may be slow or fail.
    private static bool IsFilled(PSPropertyInfo property) =>
        property.MemberType == PSMemberTypes.NoteProperty && property.Value is { } value && !(value is string text && string.IsNullOrWhiteSpace(text));
}
