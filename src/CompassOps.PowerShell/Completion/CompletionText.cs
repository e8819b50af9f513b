using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CompassOps.Commands;

/// <summary>What completers share: matching what was typed, quoted or not, and quoting what is offered.</summary>
internal static class CompletionText
{
    private static readonly char[] Quotes = { '\'', '"' };

    /// <summary>Whether a value begins with what was typed, in any case.</summary>
    public static bool Matches(string value, string? typed) =>
        value.StartsWith((typed ?? "").Trim(Quotes), StringComparison.OrdinalIgnoreCase);

    /// <summary>A completion that is valid as an argument as it stands.</summary>
    public static CompletionResult Result(string value, string? toolTip = null) => new(
        IsBareWord(value) ? value : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'",
        value,
        CompletionResultType.ParameterValue,
        string.IsNullOrWhiteSpace(toolTip) ? value : toolTip);

    private static bool IsBareWord(string value) =>
        value.Length > 0 && char.IsLetter(value[0]) && value.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.');
}
