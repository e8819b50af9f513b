using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps;

/// <summary>
/// Converts between a list and one text for tables and files, such as <c>prod, team0</c>. Encloses an item in quotation marks if it
/// contains a comma, a semicolon, a quotation mark or white space. For example, the items <c>a, b</c> and <c>c</c> become <c>"a, b", c</c>.
/// </summary>
public static class ListText
{
    private const char Quote = '"';

    /// <summary>Returns all items as one text.</summary>
    public static string Join(IEnumerable<string> items) => string.Join(", ", items.Select(item => item.Any(char.IsWhiteSpace) ? Quoted(item) : Phrase(item)));

    /// <summary>Joins the items like <see cref="Join"/>, but white space is not a reason to enclose an item in quotation marks.</summary>
    internal static string JoinPhrases(IEnumerable<string> items) => string.Join(", ", items.Select(Phrase));

    /// <summary>Splits a text at the commas and semicolons outside quotation marks. Omits empty items.</summary>
    /// <exception cref="CompassArgumentException">
    /// A quotation mark is not closed, or other text follows a closing quotation mark before the next separator.
    /// </exception>
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

    // Reads the item whose opening quotation mark is at this position. Two consecutive quotation marks inside the item represent one.
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
