using System;
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
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        // Only Get-CompassConnection -Name accepts wildcards.
        bool acceptsWildcards = parameterName == "Name" && commandName.StartsWith("Get-", StringComparison.OrdinalIgnoreCase);
        return ConnectionStore.Current.All
            .Where(connection => CompletionText.Matches(connection.Name, wordToComplete))
            .Select(connection => CompletionText.Result(
                acceptsWildcards ? WildcardPattern.Escape(connection.Name) : connection.Name, $"{connection.Environment}: {connection.BaseUri}", connection.Name));
    }
}
