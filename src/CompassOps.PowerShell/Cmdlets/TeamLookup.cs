using System;
using CompassOps.Binding;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Cmdlets;

/// <summary>Looks up teams that are specified by their names. The teams are listed once a connection, and only if a text may be a name.</summary>
internal static class TeamLookup
{
    /// <summary>Returns the id of the team that a text means.</summary>
    /// <exception cref="CompassArgumentException">No team or several teams have the name.</exception>
    /// <exception cref="CompassApiException">The teams cannot be listed now.</exception>
    /// <exception cref="TimeoutException">The time of the cmdlet is up.</exception>
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

    /// <summary>Returns the id of the team that a text means. Ends the cmdlet if there is none.</summary>
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

    /// <summary>Returns the scope with the id of its team.</summary>
    public static MaintenanceScope Resolve(ServiceCmdlet cmdlet, MaintenanceScope scope) =>
        scope.TeamId is { } team ? MaintenanceScope.Team(Resolve(cmdlet, team)) : scope;

    // The statuses by which a service refuses the resource itself. Any other failure passes, and must not turn a name into an id.
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
