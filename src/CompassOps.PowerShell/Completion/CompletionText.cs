using System;
using System.Linq;
using System.Management.Automation;
using CompassOps.Formatting;

namespace CompassOps.Completion;

/// <summary>Compares values with the text that the user typed, and adds quotation marks to completions.</summary>
internal static class CompletionText
{
    /// <summary>Whether a value begins with the typed text. Ignores letter case and the quotation marks around the text.</summary>
    public static bool Matches(string value, string? typed) =>
        value.StartsWith(Meant(typed ?? ""), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a value contains the typed text. Ignores letter case and the quotation marks around the text.</summary>
    public static bool Holds(string value, string? typed) => value.IndexOf(Meant(typed ?? ""), StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Creates a completion that PowerShell can parse as an argument.</summary>
    /// <param name="value">The value of the argument.</param>
    /// <param name="toolTip">The tool tip. Default: the value.</param>
    /// <param name="listed">The text in the list of completions. Default: the value.</param>
    public static CompletionResult Result(string value, string? toolTip = null, string? listed = null) => new(
        IsBareWord(value) ? value : DisplayText.Literal(value),
        OneLine(listed, value),
        CompletionResultType.ParameterValue,
        OneLine(toolTip, value));

    // Removes the quotation marks around the typed text, and replaces each doubled quotation mark with a single one.
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

    // Replaces control characters, because the terminal prints the text. Names from the service can contain control characters.
    private static string OneLine(string? text, string otherwise)
    {
        text = string.IsNullOrWhiteSpace(text) ? otherwise : text!;
        string line = DisplayText.Visible(text);
        return string.IsNullOrWhiteSpace(line) ? "''" : line;
    }
}
