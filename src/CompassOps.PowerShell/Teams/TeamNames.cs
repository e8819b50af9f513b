using System.Collections.Generic;
using System.Management.Automation;

namespace CompassOps.Teams;

/// <summary>Names of teams for display. No request is made only to show one.</summary>
internal static class TeamNames
{
    private const string Property = nameof(Team.TeamName);

    /// <summary>Remembers the names of listed teams for a connection.</summary>
    public static void Remember(CompassConnection connection, IEnumerable<Team> teams)
    {
        foreach (Team team in teams)
        {
            if (team.TeamName is { Length: > 0 } name)
            {
                connection.TeamNames[team.TeamId] = name;
            }
        }
    }

    /// <summary>Returns a window for output, with the property <c>TeamName</c> if the name of its team is known.</summary>
    public static PSObject AddTo(Maintenance window, CompassConnection connection)
    {
        PSObject output = PSObject.AsPSObject(window);
        if (window.TeamId is { } teamId && connection.TeamNames.TryGetValue(teamId, out string? name) && output.Properties[Property] is null)
        {
            output.Properties.Add(new PSNoteProperty(Property, name));
        }

        return output;
    }
}
