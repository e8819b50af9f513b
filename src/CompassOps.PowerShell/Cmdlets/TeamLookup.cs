using System;
using CompassOps.Binding;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Cmdlets;

/// <summary>
/// Finds the ids of teams that are specified by name. Lists the teams only if a text can be a name, and only once for each connection.
/// </summary>
internal static class TeamLookup
{
    /// <summary>Returns the id of a team that is specified by id or name.</summary>
    /// <exception cref="CompassArgumentException">No team has the name, or several teams have it.</exception>
    /// <exception cref="CompassApiException">The request for the teams failed with a status other than 403, 404 and 405, or without a
    /// status.</exception>
    /// <exception cref="TimeoutException">The time limit of the cmdlet expired.</exception>
    public static string Resolve(ServiceCmdlet cmdlet, string team)
    {
        if (TeamIdText.IsId(team))
        {
            return team;
        }

        CompassConnection connection = cmdlet.Service;
        if (connection.VisibleTeams is null)
        {
            Read(cmdlet, team);
        }

        return connection.VisibleTeams is { Count: > 0 } teams ? TeamDirectory.Resolve(team, teams) : team;
    }

    /// <summary>Returns the id of a team that is specified by id or name. Errors are terminating.</summary>
    public static string ResolveOrEnd(ServiceCmdlet cmdlet, string team)
    {
        try
        {
            return Resolve(cmdlet, team);
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, team));
            throw;
        }
    }

    /// <summary>Replaces the team name in a scope by the id of the team.</summary>
    public static MaintenanceScope Resolve(ServiceCmdlet cmdlet, MaintenanceScope scope) =>
        scope.TeamId is { } team ? MaintenanceScope.Team(Resolve(cmdlet, team)) : scope;

    // If the service responds 403, 404 or 405, it does not list teams for this user, and the text counts as an id. After any other error,
    // this method throws, because the text can be the name of a team.
    private static void Read(ServiceCmdlet cmdlet, string team)
    {
        CompassConnection connection = cmdlet.Service;
        try
        {
            connection.VisibleTeams = TeamLists.ReadVisible(cmdlet);
        }
        catch (CompassApiException exception) when (exception.StatusCode is 403 or 404 or 405)
        {
            connection.VisibleTeams = Array.Empty<Team>();
            cmdlet.WriteWarning(Messages.TeamsNotListed(team, exception.StatusCode.Value));
        }
    }
}
