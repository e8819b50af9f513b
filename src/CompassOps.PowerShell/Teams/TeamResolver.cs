using System;

namespace CompassOps.Teams;

/// <summary>
/// Determines the team of a heartbeat or the scope of a maintenance window. Uses the connection's default team for heartbeats only. An
/// empty team id alone never selects the global scope, so that a missing value cannot mute the alerts of all teams.
/// </summary>
internal static class TeamResolver
{
    private const string GlobalWord = "Global";

    /// <summary>Returns the team of a heartbeat: the specified team, or the default team of the connection.</summary>
    /// <param name="teamId">The team from the command line or the pipeline. Null if no team is specified.</param>
    /// <param name="connection">The connection, which can have a default team.</param>
    /// <exception cref="CompassArgumentException">The specified team is empty, or no team is specified and there is no default
    /// team.</exception>
    public static string OfHeartbeat(string? teamId, CompassConnection connection)
    {
        if (!string.IsNullOrWhiteSpace(teamId))
        {
            return teamId!;
        }

        if (teamId is not null)
        {
            throw new CompassArgumentException(Messages.PipedTeamEmpty, "TeamId");
        }

        return connection.TeamId ?? throw new CompassArgumentException(Messages.NoDefaultTeam(connection.Name), null);
    }

    /// <summary>
    /// Returns the scope of an existing maintenance window or of a list of windows. If neither a team nor a scope is specified, the scope is
    /// global.
    /// </summary>
    /// <param name="teamId">The team from the command line or the pipeline. Null if no team is specified.</param>
    /// <param name="teamTyped">Whether the team is from the command line.</param>
    /// <param name="scope">The scope of a piped window, or null.</param>
    /// <param name="global">Whether <c>-Global</c> was specified.</param>
    /// <exception cref="CompassArgumentException">The values contradict each other, or the team is empty.</exception>
    public static MaintenanceScope OfExistingWindow(string? teamId, bool teamTyped, string? scope, bool global)
    {
        bool isGlobal = IsGlobal(scope);
        if (!string.IsNullOrWhiteSpace(teamId))
        {
            if (global)
            {
                throw new CompassArgumentException(teamTyped ? Messages.TeamAndGlobal : Messages.WindowOfTeam(teamId!), "Global");
            }

            return isGlobal
                ? throw new CompassArgumentException(Messages.WindowIsGlobal(teamId!), "TeamId")
                : MaintenanceScope.Team(teamId!);
        }

        if (isGlobal || global)
        {
            return MaintenanceScope.Global;
        }

        return teamId is not null || !string.IsNullOrWhiteSpace(scope)
            ? throw new CompassArgumentException(Messages.WindowHasNoTeam, "TeamId")
            : MaintenanceScope.Global;
    }

    /// <summary>
    /// Returns the scope of a new maintenance window: a team or global. A value on the command line overrides a piped value.
    /// </summary>
    /// <exception cref="CompassArgumentException">No scope is specified, or the command line specifies both a team and global.</exception>
    public static MaintenanceScope OfNewWindow(string? teamId, bool teamTyped, string? scope, bool global)
    {
        if (global)
        {
            return teamTyped ? throw new CompassArgumentException(Messages.TeamAndGlobal, "Global") : MaintenanceScope.Global;
        }

        if (!string.IsNullOrWhiteSpace(teamId))
        {
            return MaintenanceScope.Team(teamId!);
        }

        return IsGlobal(scope) ? MaintenanceScope.Global : throw new CompassArgumentException(Messages.WindowHasNoScope, "TeamId");
    }

    /// <summary>Returns whether the scope is global only because neither a team nor a scope is specified.</summary>
    public static bool IsAssumedGlobal(string? teamId, string? scope, bool global) =>
        !global && string.IsNullOrEmpty(teamId) && string.IsNullOrEmpty(scope);

    private static bool IsGlobal(string? scope) => string.Equals(scope, GlobalWord, StringComparison.OrdinalIgnoreCase);
}
