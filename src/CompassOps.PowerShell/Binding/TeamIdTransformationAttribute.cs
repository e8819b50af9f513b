using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// One team id or several, each as an id, an ARI or the address of the team's page, or as an object that has a TeamId, such as a team:
/// by itself the shell would take a team's name for its id. Null and nothing pass, for the cmdlet to judge.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TeamIdTransformationAttribute : ValueTransformationAttribute
{
    private const string Property = nameof(Team.TeamId);

    // A null that is given becomes empty text. The shell's reset of a parameter, for a piped object without the property, stays null.
    /// <inheritdoc />
    private protected override object? Given(object? inputData) => Unwrap(inputData) ?? "";

    /// <inheritdoc />
    private protected override object? Convert(object value) => ListItems.IsList(value)
        ? ListItems.Flatten(value).Select(Parse).ToArray()
        : Parse(value);

    private static string Parse(object? value) => value switch
    {
        null => "",
        IConvertible or Guid => TeamIdText.Parse(Text(value)),
        Uri address => TeamIdText.Parse(address.OriginalString),
        _ => Text(Unwrap(value is IDictionary table ? table[Property] : PSObject.AsPSObject(value).Properties[Property]?.Value)) is { } id
            && !string.IsNullOrWhiteSpace(id)
            ? TeamIdText.MarkAsId(TeamIdText.Parse(id))
            : throw new CompassArgumentException($"'{value}' names no team: it has no TeamId. Give a team's id, or what Get-CompassTeam returns.", null),
    };

    private static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
