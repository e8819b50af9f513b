using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Binding;
using CompassOps.Connections;
using CompassOps.Teams;

namespace CompassOps.Completion;

/// <summary>
/// Completes arguments with data from the service. Uses only an existing connection, takes at most 300 ms, writes no output and throws no
/// exceptions. Returns no completions if -Connection or -TeamId is an expression, because a completer must not run the user's code.
/// </summary>
public abstract class LiveCompleter : IArgumentCompleter
{
    private const string ConnectionParameter = "Connection";
    private const string TeamIdParameter = "TeamId";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (IsUnknown(ConnectionParameter, parameterName, commandAst, fakeBoundParameters)
            || IsUnknown(TeamIdParameter, parameterName, commandAst, fakeBoundParameters))
        {
            return Array.Empty<CompletionResult>();
        }

        CompassConnection? connection = Connection(fakeBoundParameters[ConnectionParameter]);
        if (connection is null || connection.IsClosed)
        {
            return Array.Empty<CompletionResult>();
        }

        // The source is not disposed, because a request can still use the token after the time limit.
        CancellationTokenSource expiry = new(TimeLimit);
        try
        {
            string[] teams = Teams(fakeBoundParameters[TeamIdParameter]);
            Task<IReadOnlyList<Offer>> offers = Task.Run(() => OffersAsync(connection, teams, expiry.Token), expiry.Token);
            return offers.Wait(TimeLimit)
                ? offers.Result
                    .Where(offer => CompletionText.Matches(offer.Value, wordToComplete) || CompletionText.Matches(offer.Also, wordToComplete))
                    .Select(offer => CompletionText.Result(Written(offer.Value, commandName), offer.ToolTip, offer.Listed)).ToArray()
                : Array.Empty<CompletionResult>();
        }
        catch (Exception exception) when (exception is AggregateException or OperationCanceledException or CompassArgumentException)
        {
            return Array.Empty<CompletionResult>();
        }
    }

    /// <summary>Returns the values that the user can choose from.</summary>
    /// <param name="connection">The connection to use.</param>
    /// <param name="teams">The ids or names of the teams that the command line specifies. Empty if the command line specifies no team.</param>
    /// <param name="cancellationToken">The token that is cancelled when the time limit expires.</param>
    private protected abstract Task<IReadOnlyList<Offer>> OffersAsync(
        CompassConnection connection, IReadOnlyList<string> teams, CancellationToken cancellationToken);

    /// <summary>
    /// Converts ids and names of teams to ids. If the service rejects the request for the list of teams with 403, 404 or 405, treats each
    /// text as an id.
    /// </summary>
    private protected static async Task<IEnumerable<string>> IdsAsync(
        CompassConnection connection, IReadOnlyList<string> teams, CancellationToken cancellationToken)
    {
        if (connection.ListsNoTeams || teams.All(TeamIdText.IsId))
        {
            return teams;
        }

        try
        {
            IReadOnlyList<Team> visible = connection.VisibleTeams ?? await connection.Client.ListTeamsAsync(null, cancellationToken).ConfigureAwait(false);
            return teams.Select(team => TeamIdText.IsId(team) ? team : TeamDirectory.Resolve(team, visible));
        }
        catch (CompassApiException exception) when (exception.StatusCode is 403 or 404 or 405)
        {
            return teams;
        }
    }

    /// <summary>Converts a value to an argument of the command. A derived class can escape wildcard characters.</summary>
    private protected virtual string Written(string value, string commandName) => value;

    private static CompassConnection? Connection(object? given) => ValueTransformationAttribute.Unwrap(given) switch
    {
        null => ConnectionStore.Current.Default,
        CompassConnection connection => connection,
        string name => ConnectionStore.Current.Find(name),
        _ => null,
    };

    private static string[] Teams(object? given) => ValueTransformationAttribute.Unwrap(given) switch
    {
        null => Array.Empty<string>(),
        string id => new[] { TeamIdText.Parse(id) },
        IEnumerable ids => ids.Cast<object?>().Select(id => TeamIdText.Parse($"{id}")).ToArray(),
        object id => new[] { TeamIdText.Parse($"{id}") },
    };

    // Returns whether the command line can set the parameter to a value that the completer does not know. This is possible if the line
    // contains the parameter or a splatted variable. PowerShell passes only values that it can determine without running code.
    private static bool IsUnknown(string parameter, string completed, CommandAst line, IDictionary known) =>
        !parameter.Equals(completed, StringComparison.OrdinalIgnoreCase) && known[parameter] is null
        && line.CommandElements.Any(element => element switch
        {
            CommandParameterAst given => given.ParameterName.Length > 0
                && parameter.StartsWith(given.ParameterName, StringComparison.OrdinalIgnoreCase),
            VariableExpressionAst variable => variable.Splatted,
            _ => false,
        });

    /// <summary>A value that the user can choose.</summary>
    /// <param name="Value">The value of the argument.</param>
    /// <param name="ToolTip">The tool tip of the value.</param>
    /// <param name="Also">Another text that the user can type to find the value.</param>
    private protected sealed record Offer(string Value, string ToolTip, string Also)
    {
        /// <summary>The text in the list of completions. If null, the list shows the argument.</summary>
        public string? Listed { get; init; }
    }
}
