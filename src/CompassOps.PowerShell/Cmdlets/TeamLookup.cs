using System;
using CompassOps.Binding;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Cmdlets;

/// <summary>
/// Finds the ids of teams that are specified by name. Lists the teams once for each connection, and only if a text may be a name.
/// </summary>
internal static class TeamLookup
{
    /// <summary>Returns the id of the team with this id or name.</summary>
    /// <exception cref="CompassArgumentException">No team or several teams have the name.</exception>
    /// <exception cref="CompassApiException">The service could not list the teams, and a retry may succeed.</exception>
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

    /// <summary>Returns the id of the team with this id or name. Ends the cmdlet if that fails.</summary>
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

    /// <summary>Returns the scope with its team name replaced by the team id.</summary>
    public static MaintenanceScope Resolve(ServiceCmdlet cmdlet, MaintenanceScope scope) =>
        scope.TeamId is { } team ? MaintenanceScope.Team(Resolve(cmdlet, team)) : scope;

    // Only these statuses mean that the service does not list teams. The text then counts as an id. Any other failure is an error,
    // because a name must not count as an id.
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
