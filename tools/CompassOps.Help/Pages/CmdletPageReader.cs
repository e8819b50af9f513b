using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CompassOps.Help;

/// <summary>
/// Reads the help page of a cmdlet. The page must contain all sections of the PlatyPS Markdown schema 2.0.0, in the order of the
/// schema.
/// </summary>
internal static partial class CmdletPageReader
{
    /// <summary>The text at the end of the heading for the default parameter set.</summary>
    public const string DefaultMark = " (Default)";

    private static readonly string[] Parts =
        ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    /// <exception cref="HelpPageException">The page does not follow the schema.</exception>
    public static CmdletPage Read(MarkdownFile page)
    {
        string name = Path.GetFileNameWithoutExtension(page.Path);
        if (page.Blocks is not [HeadingBlock { Level: 1 } title, ..] || Prose.Words(title) != name)
        {
            throw page.Wrong(null, $"The page must begin with the heading '# {name}'.");
        }

        List<(HeadingBlock Heading, IReadOnlyList<Block> Body)> parts = MarkdownFile.Sections(page.Blocks, 2).ToList();
        string found = string.Join(", ", parts.Select(part => Prose.Words(part.Heading)));
        if (found != string.Join(", ", Parts))
        {
            throw page.Wrong(title, $"The page must have these sections in this order: {string.Join(", ", Parts)}. It has: {found}.");
        }

        IReadOnlyList<Block> Part(string heading)
        {
            (HeadingBlock at, IReadOnlyList<Block> body) = parts[Array.IndexOf(Parts, heading)];
            return body.Count > 0 ? body : throw page.Wrong(at, $"The section {heading} contains no text.");
        }

        Parameter[] parameters = [.. MarkdownFile.Sections(Part("PARAMETERS"), 3)
            .Where(section => Prose.Words(section.Heading) != ParameterReader.CommonParameters)
            .Select(section => ParameterReader.Read(page, section.Heading, section.Body))];
        return new CmdletPage(
            name,
            string.Join(' ', Prose.Paragraphs(Part("SYNOPSIS"))),
            Prose.Paragraphs(Part("DESCRIPTION")),
            [.. MarkdownFile.Sections(Part("EXAMPLES"), 3).Select(section => ReadExample(page, section.Heading, section.Body))],
            parameters,
            ReadSyntaxes(page, parts[1].Heading, Part("SYNTAX"), parameters),
            ReadItems(page, Part("INPUTS")),
            ReadItems(page, Part("OUTPUTS")),
            Prose.Paragraphs(Part("NOTES")),
            ReadLinks(Part("RELATED LINKS")));
    }

    private static Example ReadExample(MarkdownFile page, HeadingBlock heading, IReadOnlyList<Block> body)
    {
        FencedCodeBlock[] scripts = [.. body.OfType<FencedCodeBlock>().Where(block => block.Info == "powershell")];
        return scripts is [var script]
            ? new Example(Prose.Words(heading), Prose.Code(script), Prose.Paragraphs(body.Where(block => block != script)))
            : throw page.Wrong(heading, "An example must have exactly one code block with the language 'powershell'.");
    }

    // If a cmdlet has only one parameter set, its syntax has no heading. In this case, the section itself contains the syntax.
    private static Syntax[] ReadSyntaxes(MarkdownFile page, HeadingBlock part, IReadOnlyList<Block> body, Parameter[] parameters)
    {
        Syntax[] named = [.. MarkdownFile.Sections(body, 3)
            .Select(section => ReadSyntax(page, section.Heading, Prose.Words(section.Heading), section.Body, parameters))];
        return named.Length > 0 ? named : [ReadSyntax(page, part, ParameterFacts.EverySet, body, parameters)];
    }

    private static Syntax ReadSyntax(MarkdownFile page, HeadingBlock heading, string title, IReadOnlyList<Block> body, Parameter[] parameters)
    {
        if (body is not [FencedCodeBlock code])
        {
            throw page.Wrong(heading, "The syntax must be one code block without other text.");
        }

        string set = title.Replace(DefaultMark, string.Empty, StringComparison.Ordinal);
        SyntaxParameter[] shown = [.. SyntaxWords().Matches(Prose.Code(code))
            .Select(match => new SyntaxParameter(match.Groups["name"].Value, match.Value))];
        return shown.FirstOrDefault(one => !parameters.Any(parameter => parameter.Name == one.Name && parameter.Holds(set))) is { } stranger
            ? throw page.Wrong(heading, $"The syntax of '{set}' contains -{stranger.Name}, but the section PARAMETERS does not list it for this set.")
            : new Syntax(set, set != title, shown);
    }

    private static IReadOnlyList<Item> ReadItems(MarkdownFile page, IReadOnlyList<Block> body) => body[0] is HeadingBlock { Level: 3 }
        ? [.. MarkdownFile.Sections(body, 3).Select(section => new Item(Prose.Words(section.Heading), Prose.Paragraphs(section.Body)))]
        : throw page.Wrong(body[0], "Each type needs a heading such as '### System.String'. If there is no type, write '### None'.");

    private static IReadOnlyList<Link> ReadLinks(IReadOnlyList<Block> body) =>
        [.. body.OfType<ParagraphBlock>().SelectMany(block => block.Inline!.Descendants<LinkInline>())
            .Select(link => new Link(string.Concat(link.Descendants<LiteralInline>().Select(text => text.Content)), link.Url ?? string.Empty))];

    [GeneratedRegex(@"(?<=\s)\[{0,2}-(?<name>\w+)\]?(?: <[^>]+>)?\]?")]
    private static partial Regex SyntaxWords();
}
