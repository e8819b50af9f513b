using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps;

/// <summary>
/// Converts a list to one text for tables and files: <c>prod, team0</c>. An item that contains a separator, a quotation mark or a
/// blank is quoted: <c>"a, b", c</c>.
/// </summary>
public static class ListText
{
    private const char Quote = '"';

    /// <summary>Returns the items as one text.</summary>
    public static string Join(IEnumerable<string> items) => string.Join(", ", items.Select(item => item.Any(char.IsWhiteSpace) ? Quoted(item) : Phrase(item)));

    /// <summary>Returns the items as one text; blanks alone are no reason for quotation marks.</summary>
    internal static string JoinPhrases(IEnumerable<string> items) => string.Join(", ", items.Select(Phrase));

    /// <summary>Returns the items of a text, which commas or semicolons separate; empty ones are left out.</summary>
    /// <exception cref="CompassArgumentException">A quotation mark is not closed, or text follows the closing one.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> items = new();
        int at = 0;
        while (at < text.Length)
        {
            string item = Next(text, ref at);
            if (item.Length > 0)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static string Next(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (at < text.Length && text[at] == Quote)
        {
            string item = NextQuoted(text, ref at);
            int rest = at;
            at = End(text, at);
            return string.IsNullOrWhiteSpace(text.Substring(rest, at++ - rest)) ? item : throw Malformed(text);
        }

        int begin = at;
        at = End(text, at);
        return text.Substring(begin, at++ - begin).Trim();
    }

    // Starts at the opening quotation mark and ends after the closing one. A doubled quotation mark means one.
    private static string NextQuoted(string text, ref int at)
    {
        StringBuilder item = new();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == Quote && (++at >= text.Length || text[at] != Quote))
            {
                return item.ToString();
            }

            item.Append(text[at]);
        }

        throw Malformed(text);
    }

    private static int End(string text, int from) => text.IndexOfAny(new[] { ',', ';' }, from) is >= 0 and int found ? found : text.Length;

    private static string Phrase(string item) => item.Length == 0 || item.IndexOfAny(new[] { ',', ';', Quote }) >= 0 ? Quoted(item) : item;

    private static string Quoted(string item) => Quote + item.Replace("\"", "\"\"") + Quote;

    private static CompassArgumentException Malformed(string text) => new(Messages.MalformedList(text), null);
}
