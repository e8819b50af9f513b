using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Cmdlets;

/// <summary>The list of one team, or the error that occurred when the list was read.</summary>
/// <param name="Team">The team. Null means the whole organization.</param>
/// <param name="Items">The objects in the order of the service.</param>
/// <param name="Failure">The error, or null.</param>
internal sealed record TeamList<T>(Team? Team, IReadOnlyList<T> Items, CompassApiException? Failure)
{
    public ErrorRecord? Error => Failure is null ? null
        : ErrorRecords.From(Failure, Team?.TeamId, Team is null ? Messages.GlobalWindows : Messages.Team(Team.TeamId, Team.TeamName));
}

/// <summary>Reads the lists of several teams concurrently. Returns the lists in the order of the teams.</summary>
internal static class TeamLists
{
    private const int MaximumInFlight = 4;

    /// <summary>Returns the teams that the user can see. Throws a terminating error if the service does not return the teams.</summary>
    public static IReadOnlyList<Team> VisibleTeams(ServiceCmdlet cmdlet)
    {
        try
        {
            return ReadVisible(cmdlet);
        }
        catch (CompassApiException exception)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, null, Messages.Teams));
            throw;
        }
    }

    /// <summary>Reads the teams that the user can see, and stores their names for later messages.</summary>
    /// <exception cref="CompassApiException">The service did not return the teams.</exception>
    /// <exception cref="TimeoutException">The time limit expired.</exception>
    public static IReadOnlyList<Team> ReadVisible(ServiceCmdlet cmdlet)
    {
        IReadOnlyList<Team> teams = cmdlet.AwaitInTime(token => cmdlet.Client.ListTeamsAsync(cmdlet.Observer, token), Messages.TeamsTookTooLong);
        TeamNames.Remember(cmdlet.Service, teams);
        return teams;
    }

    /// <summary>Reads the list of each team. If the caller stops the enumeration early, cancels the remaining requests.</summary>
    /// <param name="cmdlet">The cmdlet that waits and shows progress.</param>
    /// <param name="teams">The teams. A null element means the whole organization.</param>
    /// <param name="list">Starts to read the list of a team.</param>
    /// <param name="cancellationToken">Cancels the requests. Ctrl+C has the same effect.</param>
    public static IEnumerable<TeamList<T>> Read<T>(
        ServiceCmdlet cmdlet,
        IReadOnlyCollection<Team?> teams,
        Func<Team?, CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> list,
        CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.StopToken, cancellationToken);

        // The semaphore is not disposed, because cancelled reads can still release it.
        SemaphoreSlim slots = new(MaximumInFlight, MaximumInFlight);
        Task<TeamList<T>>[] reads = teams.Select(team => ReadAsync(team, list, slots, left.Token)).ToArray();
        try
        {
            for (int done = 0; done < reads.Length; done++)
            {
                cmdlet.ShowProgress(Messages.TeamsRead(done, reads.Length));
                yield return cmdlet.Await(reads[done]);
            }
        }
        finally
        {
            left.Cancel();
        }
    }

    /// <summary>Reads one list completely. If the service reports an error, the result contains the error.</summary>
    public static async Task<TeamList<T>> ReadAsync<T>(
        Team? team, Func<Team?, CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> list, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<T> items = new();
            await foreach (IReadOnlyList<T> page in list(team, cancellationToken).ConfigureAwait(false))
            {
                items.AddRange(page);
            }

            return new TeamList<T>(team, items, null);
        }
        catch (CompassApiException failure)
        {
            return new TeamList<T>(team, Array.Empty<T>(), failure);
        }
        finally
        {
            slots.Release();
        }
    }
}
