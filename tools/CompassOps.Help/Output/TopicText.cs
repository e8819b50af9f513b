using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace CompassOps.Help;

/// <summary>
/// Converts an about topic to text with lines of at most 80 characters. Headings are indented less than other text.
/// </summary>
internal static class TopicText
{
    private const int Width = 76;
    private const string Margin = "    ";

    /// <summary>
    /// Returns the text of a topic. The first heading of the page must be the title. The second heading must be the name of the
    /// topic for Get-Help.
    /// </summary>
    public static string Of(MarkdownFile page)
    {
        HeadingBlock[] headings = [.. page.Blocks.OfType<HeadingBlock>()];
        if (headings.Length < 3 || headings[1].Level != 2
            || !Prose.Words(headings[1]).Equals(System.IO.Path.GetFileNameWithoutExtension(page.Path), StringComparison.Ordinal))
        {
            throw page.Wrong(
                headings.ElementAtOrDefault(1),
                "An about topic must have at least three headings. The second must have level 2 and be the file name without '.md'.");
        }

        StringBuilder text = new StringBuilder("TOPIC\n").Append(Margin).Append(Prose.Words(headings[1])).Append('\n');
        foreach (Block block in page.Blocks.SkipWhile(block => block != headings[1]).Skip(1))
        {
            text.Append('\n');
            foreach (string line in Lines(block))
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Lines(Block block) => block switch
    {
        HeadingBlock { Level: 1 } heading => [Prose.Words(heading)],
        HeadingBlock heading => [$"  {Prose.Words(heading)}"],
        CodeBlock code => Prose.Code(code).Split('\n').Select(line => $"{Margin}    {line}".TrimEnd()),
        ListBlock list => list.SelectMany(Entry),
        Table table => TextTable.Lines(table, Width).Select(line => Margin + line),
        _ => TextLayout.Wrap(Prose.Words(block), Width).Select(line => Margin + line),
    };

    private static IEnumerable<string> Entry(Block item, int at)
    {
        string lead = $"{Margin}{(item.Parent is ListBlock { IsOrdered: true } ? $"{at + 1}." : "-")} ";
        foreach (string line in TextLayout.Wrap(Prose.Words(item), Width - (lead.Length - Margin.Length)))
        {
            yield return lead + line;
            lead = new string(' ', lead.Length);
        }
    }
}
