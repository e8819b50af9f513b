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

namespace CompassOps.Completion;

/// <summary>
/// Completes from the live service within 300 ms, or offers nothing. It never connects, never writes and never fails; and where it
/// cannot know which connection or team is meant, because only running the line would tell, it offers nothing rather than another's.
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

        // Not disposed of: what is given up at the end of the time may still look at it.
        CancellationTokenSource patience = new(TimeLimit);
        try
        {
            string[] teamIds = TeamIds(fakeBoundParameters[TeamIdParameter]);
            Task<IReadOnlyList<Offer>> offers = Task.Run(() => OffersAsync(connection, teamIds, patience.Token), patience.Token);
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

    /// <summary>Returns the candidates.</summary>
    /// <param name="connection">Whom to ask.</param>
    /// <param name="teamIds">The teams that the line names; empty where it names none.</param>
    /// <param name="cancellationToken">Ends it when the time is up.</param>
    private protected abstract Task<IReadOnlyList<Offer>> OffersAsync(
        CompassConnection connection, IReadOnlyList<string> teamIds, CancellationToken cancellationToken);

    /// <summary>How a value has to be written for a command to take it as it is.</summary>
    private protected virtual string Written(string value, string commandName) => value;

    private static CompassConnection? Connection(object? given) => ValueTransformationAttribute.Unwrap(given) switch
    {
        null => ConnectionStore.Current.Default,
        CompassConnection connection => connection,
        string name => ConnectionStore.Current.Find(name),
        _ => null,
    };

    private static string[] TeamIds(object? given) => ValueTransformationAttribute.Unwrap(given) switch
    {
        null => Array.Empty<string>(),
        string id => new[] { TeamIdText.Parse(id) },
        IEnumerable ids => ids.Cast<object?>().Select(id => TeamIdText.Parse($"{id}")).ToArray(),
        object id => new[] { TeamIdText.Parse($"{id}") },
    };

    // The shell hands over what it can tell without running anything. The rest is in the line, as an expression or splatted, and is not told.
    private static bool IsUnknown(string parameter, string completed, CommandAst line, IDictionary known) =>
        !parameter.Equals(completed, StringComparison.OrdinalIgnoreCase) && known[parameter] is null
        && line.CommandElements.Any(element => element switch
        {
            CommandParameterAst given => given.ParameterName.Length > 0
                && parameter.StartsWith(given.ParameterName, StringComparison.OrdinalIgnoreCase),
            VariableExpressionAst variable => variable.Splatted,
            _ => false,
        });

    /// <summary>One value to offer.</summary>
    /// <param name="Value">The argument.</param>
    /// <param name="ToolTip">The text beside the candidate.</param>
    /// <param name="Also">Another text by which it is found.</param>
    private protected sealed record Offer(string Value, string ToolTip, string Also)
    {
        /// <summary>What the list shows; the argument where it is null.</summary>
        public string? Listed { get; init; }
    }
}
