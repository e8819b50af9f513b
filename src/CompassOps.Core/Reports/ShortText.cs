using System.Globalization;

namespace CompassOps.Reports;

/// <summary>Shortens texts for a report. Does not split characters that belong together, such as an emoji and its modifier.</summary>
internal static class ShortText
{
    private const string Ellipsis = "…";

    public static string Cut(string text, int most)
    {
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        return starts.Length <= most ? text : text.Substring(0, starts[most - 1]).TrimEnd() + Ellipsis;
    }

    /// <summary>
    /// Shortens a text to a width in pixels. If at most three characters fit, returns only the first character. If the first character does
    /// not fit, returns an empty text.
    /// </summary>
    public static string Fit(string text, double width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        int[] starts = StringInfo.ParseCombiningCharacters(text);
        double used = Width(Ellipsis);
        int count = 0;
        while (count < starts.Length - 1 && (used += Width(text.Substring(starts[count], starts[count + 1] - starts[count]))) <= width)
        {
            count++;
        }

        // The text of a maintenance window starts with a symbol for the status. Return this symbol even if no other character fits.
        return count > 3 ? text.Substring(0, starts[count]).TrimEnd() + Ellipsis
            : starts.Length > 0 && Width(text.Substring(0, 1)) <= width ? text.Substring(0, starts.Length > 1 ? starts[1] : text.Length)
            : "";
    }

    /// <summary>Estimates the width of a text in pixels, for the font of the timeline.</summary>
    public static double Width(string text)
    {
        double width = 0;
        foreach (int start in StringInfo.ParseCombiningCharacters(text))
        {
            char first = text[start];
            width += first >= '\u1100' && first is not (>= '\u2000' and <= '\u27BF') || first == '…' ? 12.5
                : first is 'm' or 'w' or 'M' or 'W' or '@' or '%' or (>= '\u2500' and <= '\u27BF') ? 10.5
                : char.IsUpper(first) ? 8.4
                : first is 'i' or 'j' or 'l' or '.' or ',' or ':' or ' ' or '-' or '\'' ? 4.2
                : 7.2;
        }

        return width;
    }
}
