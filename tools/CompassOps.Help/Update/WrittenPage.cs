using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;

namespace CompassOps.Help;

/// <summary>The part of a help page that an author writes, because the assembly does not contain this text.</summary>
internal sealed class WrittenPage
{
    private static readonly IReadOnlyList<ParameterFacts> NoFacts = [];

    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Prose, IReadOnlyList<ParameterFacts> Facts)> _parameters = new(StringComparer.Ordinal);

    /// <summary>Reads a page. Sections can be missing, and can be in any order.</summary>
    public WrittenPage(MarkdownFile page)
    {
        foreach ((HeadingBlock? heading, IReadOnlyList<Block>? body) in MarkdownFile.Sections(page.Blocks, 2))
        {
            _parts[Prose.Words(heading)] = page.TextBelow(heading);
            if (Prose.Words(heading) == "PARAMETERS")
            {
                foreach ((HeadingBlock? name, IReadOnlyList<Block>? blocks) in MarkdownFile.Sections(body, 3).Where(section => Prose.Words(section.Heading).StartsWith('-')))
                {
                    _parameters[Prose.Words(name)[1..]] = (WithoutFacts(page, name, blocks), ParameterReader.FactsIn(page, blocks));
                }
            }
        }
    }

    public IEnumerable<string> Parameters => _parameters.Keys;

    /// <summary>Returns the text of a section. Returns null if the section is missing or empty.</summary>
    public string? Part(string heading) => _parts.TryGetValue(heading, out string? text) && text.Length > 0 ? text : null;

    /// <summary>Returns the description of a parameter. Returns null if the page contains no description.</summary>
    public string? ProseOf(string parameter) =>
        _parameters.TryGetValue(parameter, out (string Prose, IReadOnlyList<ParameterFacts> Facts) written) && written.Prose.Length > 0 ? written.Prose : null;

    /// <summary>
    /// Returns the default value of a parameter from the page. Authors write default values that the assembly does not contain.
    /// </summary>
    public string? DefaultOf(string parameter) =>
        (_parameters.TryGetValue(parameter, out (string Prose, IReadOnlyList<ParameterFacts> Facts) written) ? written.Facts : NoFacts).Select(facts => facts.Default).FirstOrDefault();

    private static string WithoutFacts(MarkdownFile page, HeadingBlock heading, IReadOnlyList<Block> body)
    {
        string text = page.TextBelow(heading);
        foreach (FencedCodeBlock block in body.OfType<FencedCodeBlock>().Where(ParameterReader.IsFacts))
        {
            text = text.Replace(page.Text.Substring(block.Span.Start, block.Span.Length), string.Empty, StringComparison.Ordinal);
        }

        return text.Trim();
    }
}
