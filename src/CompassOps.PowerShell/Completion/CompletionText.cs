using System;
using System.Linq;
using System.Management.Automation;
using CompassOps.Formatting;

namespace CompassOps.Completion;

/// <summary>Matches typed text, quoted or not, and quotes completions.</summary>
internal static class CompletionText
{
    /// <summary>Whether a value begins with the typed text, in any case.</summary>
    public static bool Matches(string value, string? typed) =>
        value.StartsWith(Meant(typed ?? ""), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a value contains the typed text, in any case.</summary>
    public static bool Holds(string value, string? typed) => value.IndexOf(Meant(typed ?? ""), StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Creates a completion that is a valid argument.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="toolTip">The tool tip; the argument by default.</param>
    /// <param name="listed">The text in the list; the argument by default.</param>
    public static CompletionResult Result(string value, string? toolTip = null, string? listed = null) => new(
        IsBareWord(value) ? value : DisplayText.Literal(value),
        OneLine(listed, value),
        CompletionResultType.ParameterValue,
        OneLine(toolTip, value));

    // The typed text may have an opening quotation mark and doubled ones.
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

    // The terminal draws the list, so texts of the service must not contain control characters.
    private static string OneLine(string? text, string otherwise)
    {
        text = string.IsNullOrWhiteSpace(text) ? otherwise : text!;
        string line = DisplayText.Visible(text);
        return string.IsNullOrWhiteSpace(line) ? "''" : line;
    }
}
