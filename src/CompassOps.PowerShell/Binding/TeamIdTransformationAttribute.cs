using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Converts ids, ARIs, addresses of team pages, and objects with a TeamId to team ids. PowerShell's own conversion would convert a team
/// object to its name. Accepts null and empty values, because the cmdlet checks them later.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TeamIdTransformationAttribute : ValueTransformationAttribute
{
    private const string Property = nameof(Team.TeamId);

    /// <summary>Whether the parameter accepts several teams.</summary>
    public bool AllowsSeveral { get; set; }

    // If the user or a piped object specifies null, the result is empty text. This is an error later, unless the maintenance window is
    // global. If a piped object has no TeamId, PowerShell sets the parameter to null without this conversion. In this case, no team is
    // specified.
    private protected override object? Given(object? inputData) => Unwrap(inputData) ?? "";

    private protected override object? Convert(object value) => ListItems.IsList(value)
        ? FromList(ListItems.Flatten(value).Select(Parse).ToArray())
        : Parse(value);

    // An empty list counts as an empty team, which is an error later. PowerShell would ignore a list that it cannot bind, and the cmdlet
    // would use the default team.
    private object FromList(string[] teams) => teams.Length switch
    {
        0 => "",
        1 => teams[0],
        _ => AllowsSeveral ? teams : throw new CompassArgumentException(Messages.SeveralTeams(teams.Length), null),
    };

    private static string Parse(object? value) => value switch
    {
        null => "",
        IConvertible or Guid => TeamIdText.Parse(Text(value)),
        Uri address => TeamIdText.Parse(address.OriginalString),
        _ => Text(Unwrap(value is IDictionary table ? table[Property] : PSObject.AsPSObject(value).Properties[Property]?.Value)) is { } id
            && !string.IsNullOrWhiteSpace(id)
            ? TeamIdText.MarkAsId(TeamIdText.Parse(id))
            : throw new CompassArgumentException(Messages.ObjectWithoutTeamId(value), null),
    };

    private static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
