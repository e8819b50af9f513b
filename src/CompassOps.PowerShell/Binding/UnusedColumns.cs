using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Finds the columns of piped rows that say something that no parameter takes, each once: a misspelt or foreign column would
/// otherwise be passed over without a word. Objects other than property bags are not judged: nobody has written their properties.
/// </summary>
internal sealed class UnusedColumns
{
    // What jobs and remoting add.
    private static readonly string[] OfTheShell = { "PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId" };

    private readonly CommandInfo _command;
    private readonly HashSet<string> _known;
    private readonly string[] _taken;

    /// <param name="command">The cmdlet that takes the rows.</param>
    /// <param name="byNature">What such rows have and the cmdlet need not take.</param>
    public UnusedColumns(CommandInfo command, IEnumerable<string> byNature)
    {
        _command = command;
        ParameterMetadata[] parameters = command.Parameters.Values.Where(IsForRows).ToArray();
        _taken = parameters.Select(parameter => parameter.Name).ToArray();
        _known = new HashSet<string>(
            _taken.Concat(parameters.SelectMany(parameter => parameter.Aliases)).Concat(byNature).Concat(OfTheShell), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A sentence about the columns of a row that are not used and were not named before; null where there is nothing to say.</summary>
    public string? Note(PSObject row)
    {
        if (row.BaseObject is not PSCustomObject)
        {
            return null;
        }

        string[] unused = row.Properties.Where(property => IsFilled(property) && _known.Add(property.Name)).Select(property => $"'{property.Name}'").ToArray();
        return unused.Length == 0 ? null
            : $"{List(unused)} {(unused.Length == 1 ? "is" : "are")} not used: of a row, {_command.Name} takes {List(_taken)}.";
    }

    private static bool IsForRows(ParameterMetadata parameter) => parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName);

    // Computed properties are not read, because they may take long, or fail.
    private static bool IsFilled(PSPropertyInfo property) =>
        property.MemberType == PSMemberTypes.NoteProperty && property.Value is { } value && !(value is string text && string.IsNullOrWhiteSpace(text));

    private static string List(string[] words) => words.Length == 1
        ? words[0]
        : string.Join(", ", words.Take(words.Length - 1)) + " and " + words[words.Length - 1];
}
