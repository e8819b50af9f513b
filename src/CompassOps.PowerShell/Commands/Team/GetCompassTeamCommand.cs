using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Commands;

/// <summary><c>Get-CompassTeam</c>: the teams that the user can see, where the service tells them.</summary>
[Cmdlet(VerbsCommon.Get, "CompassTeam")]
[OutputType(typeof(Team))]
public sealed class GetCompassTeamCommand : ServiceCmdlet
{
    private IReadOnlyList<Team>? _teams;

    /// <summary>Team names or ids, wildcards included; all where it is left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [Alias("TeamName", "TeamId")]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        try
        {
            _teams ??= Await(Client.ListTeamsAsync(Observer, StopToken));
        }
        catch (CompassApiException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, null, "Teams"));
        }

        foreach (string name in Name ?? new[] { "*" })
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = _teams!.Where(team => pattern.IsMatch(team.TeamName ?? "") || pattern.IsMatch(team.TeamId)).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(ErrorRecords.Make("TeamNotFound", ErrorCategory.ObjectNotFound,
                    $"There is no team '{name}' among those that you can see. Get-CompassTeam without a name lists them.", name));
            }

            WriteObject(found, enumerateCollection: true);
        }
    }
}
