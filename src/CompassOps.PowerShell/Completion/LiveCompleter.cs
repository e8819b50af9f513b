using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Commands;

/// <summary>
/// Completes from the live service within 300 ms, or offers nothing. It never connects, never writes and never fails.
/// </summary>
public abstract class LiveCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var connection = Connection(fakeBoundParameters["Connection"]);
        if (connection is null || connection.IsClosed)
        {
            return Array.Empty<CompletionResult>();
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            string? teamId = fakeBoundParameters["TeamId"] is { } given ? LanguagePrimitives.ConvertTo<string>(given) : null;
            var offers = Task.Run(() => OffersAsync(connection, teamId, patience.Token), patience.Token);
            return offers.Wait(Patience)
                ? offers.Result.Where(offer => CompletionText.Matches(offer.Value, wordToComplete) || CompletionText.Matches(offer.Also, wordToComplete))
                    .Select(offer => CompletionText.Result(offer.Value, offer.ToolTip)).ToArray()
                : Array.Empty<CompletionResult>();
        }
        catch (Exception exception) when (exception is AggregateException or OperationCanceledException or PSInvalidCastException)
        {
            return Array.Empty<CompletionResult>();
        }
    }

    /// <summary>What can be offered.</summary>
    private protected abstract Task<IReadOnlyList<Offer>> OffersAsync(CompassConnection connection, string? teamId, CancellationToken cancellationToken);

    private static CompassConnection? Connection(object? given) => ValueTransformationAttribute.Unwrap(given) switch
    {
        CompassConnection connection => connection,
        string name => ConnectionStore.Current.Find(name),
        _ => ConnectionStore.Current.Default,
    };

    /// <summary>One value to offer.</summary>
    /// <param name="Value">The argument.</param>
    /// <param name="ToolTip">What is shown beside it.</param>
    /// <param name="Also">Another text by which it is found.</param>
    private protected sealed record Offer(string Value, string ToolTip, string Also);
}

/// <summary>Names of a team's heartbeats.</summary>
public sealed class HeartbeatNameCompleter : LiveCompleter
{
    /// <inheritdoc />
    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(
        CompassConnection connection, string? teamId, CancellationToken cancellationToken)
    {
        var offers = new List<Offer>();
        if ((teamId ?? connection.TeamId) is { } team)
        {
            var options = new ListOptions { Limit = 200, PageSize = 100 };
            await foreach (var page in connection.Client.ListHeartbeatsAsync(team, options, null, cancellationToken).ConfigureAwait(false))
            {
                offers.AddRange(page.Select(heartbeat => new Offer(
                    heartbeat.Name, $"{heartbeat.Name}: {heartbeat.Status} {heartbeat.Description}".Trim(), heartbeat.Name)));
            }
        }

        return offers;
    }
}

/// <summary>Ids of the teams that the user can see, found by their names as well.</summary>
public sealed class TeamIdCompleter : LiveCompleter
{
    /// <inheritdoc />
    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(
        CompassConnection connection, string? teamId, CancellationToken cancellationToken)
    {
        var teams = await connection.Client.ListTeamsAsync(null, cancellationToken).ConfigureAwait(false);
        return teams.Select(team => new Offer(team.TeamId, team.TeamName ?? team.TeamId, team.TeamName ?? team.TeamId)).ToArray();
    }
}

/// <summary>Ids of the windows of a team, or of the global ones.</summary>
public sealed class MaintenanceIdCompleter : LiveCompleter
{
    /// <inheritdoc />
    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(
        CompassConnection connection, string? teamId, CancellationToken cancellationToken)
    {
        var offers = new List<Offer>();
        var scope = teamId is null ? MaintenanceScope.Global : MaintenanceScope.Team(teamId);
        var options = new ListOptions { Limit = 200, PageSize = 100 };
        await foreach (var page in connection.Client.ListMaintenancesAsync(scope, options, null, cancellationToken).ConfigureAwait(false))
        {
            offers.AddRange(page.Select(window => new Offer(
                window.Id, $"{window.Status} {window.StartDate?.LocalDateTime:g} - {window.EndDate?.LocalDateTime:g} {window.Description}", window.Id)));
        }

        return offers;
    }
}
