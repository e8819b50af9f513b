using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Errors;

namespace CompassOps.Cmdlets;

/// <content>What is declared, compared with what is there.</content>
public abstract partial class ServiceCmdlet
{
    /// <summary>All heartbeats of a team; null where they could not be listed, which is then an error of its own.</summary>
    private protected IReadOnlyList<Heartbeat>? ListTeam(string teamId)
    {
        try
        {
            return Pages(token => Client.ListHeartbeatsAsync(teamId, ListOptions.All, Observer, token)).SelectMany(page => page).ToArray();
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            WriteFailure(exception, teamId, $"Team {teamId}");
            return null;
        }
    }

    /// <summary>
    /// The steps from what is there to what is declared. Of a team whose heartbeats could not be listed there are none.
    /// </summary>
    private protected IReadOnlyList<HeartbeatStep> Steps(HeartbeatDocument document, bool prune)
    {
        (DeclaredTeam Team, IReadOnlyList<Heartbeat>? There)[] lists = document.Teams.Select(team => (Team: team, There: ListTeam(team.TeamId))).ToArray();
        try
        {
            document.CheckWords(lists.SelectMany(list => list.There ?? Array.Empty<Heartbeat>()));
        }
        catch (HeartbeatDocumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, exception.Problems.Select(problem => problem.Place.File).Distinct().ToArray()));
        }

        return lists.Where(list => list.There is not null)
            .SelectMany(list => HeartbeatComparison.Compare(list.Team, list.There!, prune)).ToArray();
    }
}
