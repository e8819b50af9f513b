using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Cmdlets;
using CompassOps.Errors;

namespace CompassOps.Planning;

/// <summary>
/// Compares the declared heartbeats with the heartbeats of the service. Returns the steps that make the service match the declaration.
/// </summary>
internal sealed class HeartbeatPlanner
{
    private readonly ServiceCmdlet _cmdlet;

    public HeartbeatPlanner(ServiceCmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>Returns all heartbeats of a team. If the list cannot be read, writes an error and returns null.</summary>
    public IReadOnlyList<Heartbeat>? List(string teamId)
    {
        try
        {
            return _cmdlet.Pages(token => _cmdlet.Client.ListHeartbeatsAsync(teamId, ListOptions.All, _cmdlet.Observer, token))
                .SelectMany(page => page).ToArray();
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            _cmdlet.WriteFailure(exception, teamId, Messages.Team(teamId));
            return null;
        }
    }

    /// <summary>
    /// Returns the steps that make the heartbeats match the declaration. Skips teams whose heartbeats are not declared or cannot be read.
    /// </summary>
    public IReadOnlyList<PlannedStep> Plan(OperationsDocument document, bool prune)
    {
        (DeclaredTeam Team, IReadOnlyList<Heartbeat>? Actual)[] lists = document.Teams.Where(static team => team.Heartbeats is not null)
            .Select(team => (Team: team, Actual: List(team.TeamId))).ToArray();
        try
        {
            document.CheckWords(lists.SelectMany(list => list.Actual ?? Array.Empty<Heartbeat>()));
        }
        catch (DocumentException exception)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, exception.Problems.Select(problem => problem.Place.File).Distinct().ToArray()));
        }

        return lists.Where(list => list.Actual is not null)
            .SelectMany(list => HeartbeatComparison.Compare(list.Team, list.Actual!, prune)).Select(Planned).ToArray();
    }

    private PlannedStep Planned(HeartbeatStep step) => new()
    {
        Action = step.Action,
        Scope = step.TeamId,
        Sentence = $"{step}",
        Item = Messages.Heartbeat(step.Name),
        Differences = step.Differences,
        Result = (status, reason) => Result(step, status, reason),
        RunAsync = token => RunAsync(step, token),
    };

    private async Task<object> RunAsync(HeartbeatStep step, CancellationToken token)
    {
        if (step.Create is { } create)
        {
            await _cmdlet.Client.CreateHeartbeatAsync(step.TeamId, create, _cmdlet.Observer, token).ConfigureAwait(false);
        }
        else if (step.Patch is { } patch)
        {
            await _cmdlet.Client.UpdateHeartbeatAsync(step.TeamId, step.Name, patch, _cmdlet.Observer, token).ConfigureAwait(false);
        }
        else
        {
            try
            {
                await _cmdlet.Client.DeleteHeartbeatAsync(step.TeamId, step.Name, _cmdlet.Observer, token).ConfigureAwait(false);
            }
            catch (CompassApiException failure) when (failure.Kind == CompassErrorKind.NotFound)
            {
                // The heartbeat was removed after the list was read, so nothing remains to do.
            }
        }

        return Result(step, HeartbeatSyncResult.Done, null);
    }

    private static HeartbeatSyncResult Result(HeartbeatStep step, string status, string? reason) => new()
    {
        Action = step.Action,
        Name = step.Name,
        TeamId = step.TeamId,
        Property = step.Differences.Where(difference => difference.Property is not null).Select(difference => difference.Property!).ToArray(),
        Status = status,
        Reason = reason,
    };
}
