using System;
using CompassOps.Binding;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Cmdlets;

/// <summary>
/// Finds the ids of teams that are specified by name. Requests the list of teams from the service when a team is first specified by name, and
/// keeps the list for the connection.
/// </summary>
internal static class TeamLookup
{
    /// <summary>Returns the id of a team that is specified by id or name.</summary>
    /// <exception cref="CompassArgumentException">No team has the name, or several teams have it.</exception>
    /// <exception cref="CompassApiException">The request for the teams failed, and the HTTP status was not 403, 404 or 405. For these three
    /// statuses, the method returns the specified text as the id.</exception>
    /// <exception cref="TimeoutException">The time limit of the cmdlet expired.</exception>
    public static string Resolve(ServiceCmdlet cmdlet, string team)
    {
        if (TeamIdText.IsId(team))
        {
            return team;
        }

        CompassConnection connection = cmdlet.Service;
        if (connection.VisibleTeams is null && !connection.ListsNoTeams)
        {
            Read(cmdlet, team);
        }

        return connection.VisibleTeams is { } teams ? TeamDirectory.Resolve(team, teams) : team;
    }

    /// <summary>Returns the id of a team that is specified by id or name. Throws a terminating error if the id cannot be determined.</summary>
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

    /// <summary>Returns a scope in which the id of the team replaces the name of the team.</summary>
    public static MaintenanceScope Resolve(ServiceCmdlet cmdlet, MaintenanceScope scope) =>
        scope.TeamId is { } team ? MaintenanceScope.Team(Resolve(cmdlet, team)) : scope;

    // The HTTP statuses 403, 404 and 405 mean that the service does not list teams for this user. The cmdlet then uses the specified team
    // as an id. After any other error, this method throws, because the user can have specified the name of a team.
    private static void Read(ServiceCmdlet cmdlet, string team)
    {
        CompassConnection connection = cmdlet.Service;
        try
        {
            connection.VisibleTeams = TeamLists.ReadVisible(cmdlet);
        }
        catch (CompassApiException exception) when (exception.StatusCode is 403 or 404 or 405)
        {
            connection.ListsNoTeams = true;
            cmdlet.WriteWarning(Messages.TeamsNotListed(team, exception.StatusCode.Value));
        }
    }
}
