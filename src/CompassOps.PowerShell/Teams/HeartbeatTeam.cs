namespace CompassOps.Teams;

/// <summary>Which team a heartbeat cmdlet means: the one given, else the connection's default.</summary>
internal static class HeartbeatTeam
{
    /// <summary>Why an empty <c>-TeamId</c> is refused.</summary>
    public const string EmptyHint = "Give a team's id, or leave the parameter out for the connection's default team.";

    /// <summary>The id of the team.</summary>
    /// <exception cref="CompassArgumentException">None is given and the connection has no default.</exception>
    public static string Resolve(string? given, CompassConnection connection)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            return given!;
        }

        return connection.TeamId ?? throw new CompassArgumentException(
            $"No team: give -TeamId, or connect with a default team (Connect-Compass ... -TeamId). The connection '{connection.Name}' has none.", null);
    }
}
