using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Converts an ARI, the address of a team page, or an object with a TeamId to a team id. Keeps ids and names. PowerShell's own conversion would
/// convert a team object to its name. Accepts null and empty values, because the cmdlet checks them later.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TeamIdTransformationAttribute : ValueTransformationAttribute
{
    private const string Property = nameof(Team.TeamId);

    /// <summary>Whether the parameter accepts several teams.</summary>
    public bool AllowsSeveral { get; set; }

    // Distinguishes an empty team from a missing team. If the user or a piped object specifies null, returns empty text. The cmdlet later
    // rejects empty text, unless the window is global. If a piped object has no TeamId, PowerShell does not call this method. The parameter
    // is then null, which means that no team is specified.
    private protected override object? Given(object? inputData) => Unwrap(inputData) ?? "";

    private protected override object? Convert(object value) => ListItems.IsList(value)
        ? FromList(ListItems.Flatten(value).Select(Parse).ToArray())
        : Parse(value);

    // Converts an empty list to empty text, which the cmdlet rejects later. If this method returned the empty list, PowerShell would ignore it, and
    // the cmdlet would use the default team.
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
