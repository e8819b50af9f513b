using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Cmdlets;
using CompassOps.Errors;

namespace CompassOps.Planning;

/// <summary>Compares declared heartbeats with those of the service, and returns the steps from one to the other.</summary>
internal sealed class HeartbeatPlanner
{
    private readonly ServiceCmdlet _cmdlet;

    /// <param name="cmdlet">The cmdlet whose connection is used, and which writes the errors.</param>
    public HeartbeatPlanner(ServiceCmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>Returns all heartbeats of a team. If they cannot be listed, writes an error and returns null.</summary>
    public IReadOnlyList<Heartbeat>? List(string teamId)
    {
        try
        {
            return _cmdlet.Pages(token => _cmdlet.Client.ListHeartbeatsAsync(teamId, ListOptions.Bounded, _cmdlet.Observer, token))
                .SelectMany(page => page).ToArray();
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            _cmdlet.WriteFailure(exception, teamId, Messages.Team(teamId));
            return null;
        }
    }

    /// <summary>Returns the steps that make the heartbeats as declared. A team whose heartbeats cannot be listed has none.</summary>
    public IReadOnlyList<HeartbeatStep> Plan(HeartbeatDocument document, bool prune)
    {
        (DeclaredTeam Team, IReadOnlyList<Heartbeat>? Actual)[] lists = document.Teams.Select(team => (Team: team, Actual: List(team.TeamId))).ToArray();
        try
        {
            document.CheckWords(lists.SelectMany(list => list.Actual ?? Array.Empty<Heartbeat>()));
        }
        catch (HeartbeatDocumentException exception)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, exception.Problems.Select(problem => problem.Place.File).Distinct().ToArray()));
        }

        return lists.Where(list => list.Actual is not null)
            .SelectMany(list => HeartbeatComparison.Compare(list.Team, list.Actual!, prune)).ToArray();
    }
}
