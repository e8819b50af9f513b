using System;
using System.IO;
using System.Linq;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CompassOps.Help;

/// <summary>Checks help pages for placeholders, broken links, and Markdown that Get-Help cannot show.</summary>
internal static class PageRules
{
    private const int DeepestHeading = 3;

    /// <exception cref="HelpPageException">The page contains an error.</exception>
    public static void Check(MarkdownFile page, string folder)
    {
        string[] lines = page.Text.Split('\n');
        if (Array.FindIndex(lines, line => line.Contains(PageUpdate.Blank, StringComparison.Ordinal)) is >= 0 and int blank)
        {
            throw new HelpPageException(page.Path, blank + 1, $"Replace the placeholder in this line: {lines[blank].Trim()}");
        }

        foreach (Block block in page.Blocks.SelectMany(block => block.Descendants<Block>().Prepend(block)))
        {
            if (Unshowable(block) is { } what)
            {
                throw page.Wrong(block, $"Get-Help cannot show {what}. Rewrite this part.");
            }

            foreach (Inline inline in block is LeafBlock { Inline: { } words } ? words.Descendants() : [])
            {
                Check(page, folder, inline);
            }
        }
    }

    private static void Check(MarkdownFile page, string folder, MarkdownObject inline)
    {
        if (inline is HtmlInline or LinkInline { IsImage: true })
        {
            throw new HelpPageException(page.Path, inline.Line + 1, "Get-Help cannot show HTML or images. Rewrite this part.");
        }

        string target = (inline as LinkInline)?.Url?.Split('#')[0] ?? string.Empty;
        if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !File.Exists(Path.Combine(folder, target)))
        {
            throw new HelpPageException(page.Path, inline.Line + 1, $"The target of the link does not exist: '{target}'. Correct the link.");
        }
    }

    private static string? Unshowable(Block block) => block switch
    {
        HtmlBlock { Type: not HtmlBlockType.Comment } => "HTML",
        HeadingBlock { Level: > DeepestHeading } => $"a heading below level {DeepestHeading}",
        ListBlock { Parent: ListItemBlock } => "a list inside another list",
        QuoteBlock => "a quotation",
        _ => null,
    };
}
