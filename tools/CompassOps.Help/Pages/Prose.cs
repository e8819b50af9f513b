using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CompassOps.Help;

/// <summary>Converts Markdown to plain text for Get-Help.</summary>
internal static class Prose
{
    /// <summary>
    /// Returns one string for each paragraph, list, table or code block. The string of a paragraph contains no line breaks.
    /// </summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) => [.. blocks.SelectMany(Paragraphs)];

    public static string Code(CodeBlock code) => code.Lines.ToString().Trim('\n', '\r').Replace("\r", string.Empty, StringComparison.Ordinal);

    /// <summary>Returns the plain text of a heading, a paragraph or a table cell.</summary>
    public static string Words(Block? block)
    {
        StringBuilder text = new();
        switch (block)
        {
            case LeafBlock { Inline: { } inlines }:
                Append(text, inlines);
                break;
            case ContainerBlock cell:
                text.AppendJoin(' ', cell.Select(Words));
                break;
        }

        return text.ToString().Trim();
    }

    private static IEnumerable<string> Paragraphs(Block block) => block switch
    {
        // Omit HTML comments, because they are notes for authors.
        HtmlBlock => [],
        // Do not indent code, because Get-Help removes the indentation of the first line only.
        CodeBlock code => [Code(code)],
        ListBlock list => [string.Join('\n', list.Select((item, at) => $"{Bullet(list, at)} {Words(item)}"))],
        Table table => [string.Join('\n', TextTable.Lines(table, 76))],
        _ => [Words(block)],
    };

    private static string Bullet(ListBlock list, int at) => list.IsOrdered ? $"{at + 1}." : "-";

    private static void Append(StringBuilder text, ContainerInline inlines)
    {
        foreach (Inline inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.ToString());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case AutolinkInline address:
                    text.Append(address.Url);
                    break;
                case LinkInline link:
                    Append(text, link);
                    if (link.Url is { } url && url.Contains("://", StringComparison.Ordinal))
                    {
                        text.Append(" (").Append(url).Append(')');
                    }

                    break;
                case ContainerInline emphasis:
                    Append(text, emphasis);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.ToString());
                    break;
            }
        }
    }
}
