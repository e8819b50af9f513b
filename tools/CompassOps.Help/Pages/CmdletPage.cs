using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Help;

/// <summary>The content of a cmdlet's page, by the parts of PlatyPS's Markdown schema 2.0.0. Prose is a list of paragraphs.</summary>
internal sealed record CmdletPage(
    string Name,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<Syntax> Syntaxes,
    IReadOnlyList<Item> Inputs,
    IReadOnlyList<Item> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<Link> Links);

/// <summary>An example: its title, its script, and its explanation.</summary>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A syntax line: the parameter set, and its parameters in the order in which they are shown.</summary>
internal sealed record Syntax(string Set, bool IsDefault, IReadOnlyList<SyntaxParameter> Parameters);

/// <summary>A parameter in a syntax line.</summary>
internal sealed record SyntaxParameter(string Name, string Text);

/// <summary>A type of input or output.</summary>
internal sealed record Item(string Type, IReadOnlyList<string> Text);

/// <summary>A related page.</summary>
internal sealed record Link(string Text, string Address);

/// <summary>A parameter: its prose, and its facts, which may differ between parameter sets.</summary>
internal sealed record Parameter(string Name, IReadOnlyList<string> Description, IReadOnlyList<ParameterFacts> Facts)
{
    /// <summary>Returns whether the parameter belongs to a parameter set.</summary>
    public bool Holds(string set) => Facts.Any(facts => facts.Holds(set));
}

/// <summary>The facts in one YAML block of a parameter.</summary>
internal sealed record ParameterFacts(
    string Type,
    IReadOnlyList<string> Sets,
    string Aliases,
    IReadOnlyList<string> AcceptedValues,
    bool IsRequired,
    string Position,
    string Default,
    string PipelineInput,
    bool AcceptsWildcards)
{
    /// <summary>The set name of a parameter that belongs to all sets.</summary>
    public const string EverySet = "(All)";

    /// <summary>The position of a parameter that has none.</summary>
    public const string Named = "Named";

    /// <summary>The default of a parameter that has none.</summary>
    public const string NoDefault = "None";

    /// <summary>Whether the facts hold for a parameter set.</summary>
    public bool Holds(string set) => Sets.Count == 0 || Sets.Contains(set);
}
