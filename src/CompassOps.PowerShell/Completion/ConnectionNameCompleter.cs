using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using CompassOps.Connections;

namespace CompassOps.Completion;

/// <summary>Completes the names of the connections in this runspace.</summary>
public sealed class ConnectionNameCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ConnectionStore.Current.All
            .Where(connection => CompletionText.Matches(connection.Name, wordToComplete))
            .Select(connection => CompletionText.Result(connection.Name, $"{connection.Environment}: {connection.BaseUri}", connection.Name));
}
