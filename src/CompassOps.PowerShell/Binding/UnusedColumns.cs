using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Finds non-empty properties of piped custom objects that match no parameter. PowerShell ignores these properties without a message, even if the
/// user misspelled a parameter name. Objects of other types are not checked, because the user did not write their properties.
/// </summary>
internal sealed class UnusedColumns
{
    // PowerShell adds these properties to the output of jobs and remote commands. The user did not write these properties, so they need no
    // warning.
    private static readonly string[] OfTheShell = { "PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId" };

    private readonly CommandInfo _command;
    private readonly HashSet<string> _known;
    private readonly string[] _taken;

    /// <param name="command">The cmdlet that reads the piped objects.</param>
    /// <param name="ignored">Common property names that match no parameter and need no warning.</param>
    public UnusedColumns(CommandInfo command, IEnumerable<string> ignored)
    {
        _command = command;
        ParameterMetadata[] parameters = command.Parameters.Values.Where(IsForRows).ToArray();
        _taken = parameters.Select(parameter => parameter.Name).ToArray();
        _known = new HashSet<string>(
            _taken.Concat(parameters.SelectMany(parameter => parameter.Aliases)).Concat(ignored).Concat(OfTheShell), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Returns a warning about the unused properties of an object. The warning omits properties that an earlier warning named. Returns null if no
    /// property remains.
    /// </summary>
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

    // Does not read computed properties, because reading them can be slow or fail.
    private static bool IsFilled(PSPropertyInfo property) =>
        property.MemberType == PSMemberTypes.NoteProperty && property.Value is { } value && !(value is string text && string.IsNullOrWhiteSpace(text));
}
