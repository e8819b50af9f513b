using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace CompassOps.Help;

/// <summary>A Markdown page with its path, its text and its blocks.</summary>
internal sealed record MarkdownFile(string Path, string Text, IReadOnlyList<Block> Blocks)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    public static MarkdownFile Read(string path) => Parse(path, File.ReadAllText(path));

    public static MarkdownFile Parse(string path, string text)
    {
        string lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        IEnumerable<Block> blocks = Markdown.Parse(lines, Pipeline).Where(block => block is not (YamlFrontMatterBlock or LinkReferenceDefinitionGroup));
        return new(path, lines, [.. blocks]);
    }

    /// <summary>
    /// Returns all headings of a level with their bodies. A body ends before the next heading of the same or a higher level.
    /// </summary>
    public static IEnumerable<(HeadingBlock Heading, IReadOnlyList<Block> Body)> Sections(IReadOnlyList<Block> blocks, int level)
    {
        for (int at = 0; at < blocks.Count; at++)
        {
            if (blocks[at] is HeadingBlock heading && heading.Level == level)
            {
                yield return (heading, [.. blocks.Skip(at + 1).TakeWhile(block => block is not HeadingBlock next || next.Level > level)]);
            }
        }
    }

    /// <summary>Returns the Markdown text from a heading to the next heading of the same or a higher level.</summary>
    public string TextBelow(HeadingBlock heading)
    {
        int end = Blocks.OfType<HeadingBlock>()
            .FirstOrDefault(next => next.Span.Start > heading.Span.Start && next.Level <= heading.Level)?.Span.Start ?? Text.Length;
        return Text[(heading.Span.End + 1)..end].Trim();
    }

    public HelpPageException Wrong(Block? block, string message) => new(Path, (block?.Line ?? 0) + 1, message);
}
