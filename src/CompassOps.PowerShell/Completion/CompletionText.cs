using System;
using System.Linq;
using System.Management.Automation;
using CompassOps.Formatting;

namespace CompassOps.Completion;

/// <summary>What completers share: matching what was typed, quoted or not, and quoting what is offered.</summary>
internal static class CompletionText
{
    /// <summary>Whether a value begins with what was typed, in any case.</summary>
    public static bool Matches(string value, string? typed) =>
        value.StartsWith(Meant(typed ?? ""), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what was typed is a part of a value, in any case.</summary>
    public static bool Holds(string value, string? typed) => value.IndexOf(Meant(typed ?? ""), StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>A completion that is valid as an argument as it stands.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="toolTip">What is shown beside it; the argument where there is nothing to say.</param>
    /// <param name="listed">What the list shows for it; the argument where it is left out.</param>
    public static CompletionResult Result(string value, string? toolTip = null, string? listed = null) => new(
        IsBareWord(value) ? value : DisplayText.Literal(value),
        OneLine(listed, value),
        CompletionResultType.ParameterValue,
        OneLine(toolTip, value));

    // What was typed so far, perhaps with an opening quote and the quotes doubled that it holds.
    private static string Meant(string typed)
    {
        string text = typed.Trim(' ');
        if (text.Length == 0 || text[0] is not ('\'' or '"'))
        {
            return text;
        }

        string quote = text.Substring(0, 1);
        text = text.Substring(1);
        text = text.EndsWith(quote, StringComparison.Ordinal) && !text.EndsWith(quote + quote, StringComparison.Ordinal)
            ? text.Substring(0, text.Length - 1)
            : text;
        return text.Replace(quote + quote, quote);
    }

    private static bool IsBareWord(string value) =>
        value.Length > 0 && char.IsLetter(value[0]) && value.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.');

    // The list is drawn on a terminal: what the service sends must not move its cursor.
    private static string OneLine(string? text, string otherwise)
    {
        text = string.IsNullOrWhiteSpace(text) ? otherwise : text!;
        string line = DisplayText.Visible(text);
        return string.IsNullOrWhiteSpace(line) ? "''" : line;
    }
}
