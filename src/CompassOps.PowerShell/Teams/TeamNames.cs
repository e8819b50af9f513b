using System.Collections.Generic;

namespace CompassOps.Teams;

/// <summary>Adds the known names of teams to objects for display. Sends no requests.</summary>
internal static class TeamNames
{
    /// <summary>Stores the names of teams in a connection.</summary>
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

    public static string? Find(string? teamId, CompassConnection connection) =>
        teamId is not null && connection.TeamNames.TryGetValue(teamId, out string? name) ? name : null;

    public static Maintenance AddTo(Maintenance window, CompassConnection connection) =>
        Find(window.TeamId, connection) is { } name ? window.WithTeamName(name) : window;

    public static Heartbeat AddTo(Heartbeat heartbeat, CompassConnection connection) =>
        Find(heartbeat.TeamId, connection) is { } name ? heartbeat.WithTeamName(name) : heartbeat;
}
