using System.Collections.Generic;

namespace CompassOps.Teams;

/// <summary>Names of teams for display. No request is made only to show one.</summary>
internal static class TeamNames
{
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

    /// <summary>Returns the name of a team if it is known, else null.</summary>
    public static string? Find(string? teamId, CompassConnection connection) =>
        teamId is not null && connection.TeamNames.TryGetValue(teamId, out string? name) ? name : null;

    /// <summary>Returns a window for output, with the name of its team if it is known.</summary>
    public static Maintenance AddTo(Maintenance window, CompassConnection connection) =>
        Find(window.TeamId, connection) is { } name ? window.WithTeamName(name) : window;

    /// <summary>Returns a heartbeat for output, with the name of its team if it is known.</summary>
    public static Heartbeat AddTo(Heartbeat heartbeat, CompassConnection connection) =>
        Find(heartbeat.TeamId, connection) is { } name ? heartbeat.WithTeamName(name) : heartbeat;
}
