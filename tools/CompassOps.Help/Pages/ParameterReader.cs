using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;

namespace CompassOps.Help;

/// <summary>
/// Reads the section for a parameter in a help page. Each YAML block contains the facts for one or more parameter sets.
/// </summary>
internal static class ParameterReader
{
    public const string CommonParameters = "CommonParameters";

    public static bool IsFacts(FencedCodeBlock block) => block.Info == "yaml";

    public static IReadOnlyList<ParameterFacts> FactsIn(MarkdownFile page, IReadOnlyList<Block> body) =>
        [.. body.OfType<FencedCodeBlock>().Where(IsFacts).Select(block => ReadFacts(page, block))];

    public static Parameter Read(MarkdownFile page, HeadingBlock heading, IReadOnlyList<Block> body)
    {
        Block[] facts = [.. body.OfType<FencedCodeBlock>().Where(IsFacts)];
        string name = Prose.Words(heading);
        if (!name.StartsWith('-') || facts.Length == 0)
        {
            throw page.Wrong(heading, "A parameter needs a heading such as '### -Name' and a code block with the language 'yaml'.");
        }

        IReadOnlyList<string> said = Prose.Paragraphs(body.Except(facts));
        if (said.Count == 0)
        {
            throw page.Wrong(heading, $"The description of {name} is missing.");
        }

        return new Parameter(name[1..], said, FactsIn(page, body));
    }

    private static ParameterFacts ReadFacts(MarkdownFile page, FencedCodeBlock block)
    {
        Dictionary<string, string> values = Prose.Code(block).Split('\n')
            .Where(line => line.Contains(':', StringComparison.Ordinal))
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());

        string Fact(string key) => values.TryGetValue(key, out string? value)
            ? value
            : throw page.Wrong(block, $"The YAML block of the parameter does not contain the key '{key}'.");

        string sets = Fact("Parameter Sets");
        return new ParameterFacts(
            Fact("Type"),
            sets == ParameterFacts.EverySet ? [] : Words(sets),
            Fact("Aliases"),
            Words(values.GetValueOrDefault("Accepted values", string.Empty)),
            Fact("Required") == "True",
            Fact("Position"),
            Fact("Default value"),
            Fact("Accept pipeline input"),
            Fact("Accept wildcard characters") == "True");
    }

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
