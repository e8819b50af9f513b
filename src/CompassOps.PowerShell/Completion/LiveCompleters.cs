using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Formatting;

namespace CompassOps.Completion;

public sealed class HeartbeatNameCompleter : LiveCompleter
{
    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(
        CompassConnection connection, IReadOnlyList<string> teams, CancellationToken cancellationToken)
    {
        List<Offer> offers = new();
        ListOptions options = new() { Limit = 200, PageSize = 100 };
        IReadOnlyList<string> chosen = teams.Count > 0 ? teams : connection.TeamId is { } own ? new[] { own } : Array.Empty<string>();
        foreach (string team in await IdsAsync(connection, chosen, cancellationToken).ConfigureAwait(false))
        {
            await foreach (IReadOnlyList<Heartbeat>? page in connection.Client.ListHeartbeatsAsync(team, options, null, cancellationToken).ConfigureAwait(false))
            {
                offers.AddRange(page.Select(heartbeat => new Offer(
                    heartbeat.Name, $"{heartbeat.Name}: {heartbeat.Status} {heartbeat.Description}".Trim(), heartbeat.Name)
                {
                    Listed = heartbeat.Name,
                }));
            }
        }

        return offers;
    }

    /// <summary>
    /// Escapes wildcard characters for Get-, Export- and Watch- cmdlets, because these cmdlets accept wildcards on the command line.
    /// </summary>
    private protected override string Written(string value, string commandName) =>
        new[] { "Get-", "Export-", "Watch-" }.Any(verb => commandName.StartsWith(verb, StringComparison.OrdinalIgnoreCase)) ? WildcardPattern.Escape(value) : value;
}

/// <summary>Completes the ids of the teams that the user can see. The user can type the id or the name of a team.</summary>
public sealed class TeamIdCompleter : LiveCompleter
{
    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(
        CompassConnection connection, IReadOnlyList<string> teams, CancellationToken cancellationToken)
    {
        IReadOnlyList<Team> visible = await connection.Client.ListTeamsAsync(null, cancellationToken).ConfigureAwait(false);
        return visible.Select(team => new Offer(team.TeamId, $"{team.TeamName} {team.TeamId}".Trim(), team.TeamName ?? team.TeamId)
        {
            Listed = team.TeamName,
        }).ToArray();
    }
}

/// <summary>
/// Completes the ids of the maintenance windows of a team, or of the global windows. The user can type the id or the description of a
/// window.
/// </summary>
public sealed class MaintenanceIdCompleter : LiveCompleter
{
    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(
        CompassConnection connection, IReadOnlyList<string> teams, CancellationToken cancellationToken)
    {
        List<Offer> offers = new();
        ListOptions options = new() { Limit = 200, PageSize = 100 };
        IEnumerable<string> ids = await IdsAsync(connection, teams, cancellationToken).ConfigureAwait(false);
        IEnumerable<MaintenanceScope> scopes = teams.Count > 0 ? ids.Select(MaintenanceScope.Team) : new[] { MaintenanceScope.Global };
        foreach (MaintenanceScope scope in scopes)
        {
            await foreach (IReadOnlyList<Maintenance>? page in connection.Client.ListMaintenancesAsync(scope, options, null, cancellationToken).ConfigureAwait(false))
            {
                offers.AddRange(page.Select(window => new Offer(
                    window.Id,
                    $"{window.Status} {Local(window.StartDate)} to {Local(window.EndDate)} {window.Description}".Trim(),
                    string.IsNullOrEmpty(window.Description) ? window.Id : window.Description!)));
            }
        }

        return offers;
    }

    private static string Local(DateTimeOffset? instant) =>
        instant is { } date ? DisplayText.Instant(date) : "?";
}
