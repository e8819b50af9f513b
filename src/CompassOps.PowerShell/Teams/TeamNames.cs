using System.Collections.Generic;

namespace CompassOps.Teams;

/// <summary>Adds the names of teams to objects for display. Sends no requests.</summary>
internal static class TeamNames
{
    /// <summary>Stores the names of listed teams in a connection.</summary>
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

    /// <summary>Returns the name of a team; null if it is unknown.</summary>
    public static string? Find(string? teamId, CompassConnection connection) =>
        teamId is not null && connection.TeamNames.TryGetValue(teamId, out string? name) ? name : null;

    /// <summary>Returns a window for output. Adds the name of its team if the name is known.</summary>
    public static Maintenance AddTo(Maintenance window, CompassConnection connection) =>
        Find(window.TeamId, connection) is { } name ? window.WithTeamName(name) : window;

    /// <summary>Returns a heartbeat for output. Adds the name of its team if the name is known.</summary>
    public static Heartbeat AddTo(Heartbeat heartbeat, CompassConnection connection) =>
        Find(heartbeat.TeamId, connection) is { } name ? heartbeat.WithTeamName(name) : heartbeat;
}
