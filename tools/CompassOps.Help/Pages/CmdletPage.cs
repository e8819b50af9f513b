using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Help;

/// <summary>
/// The content of a cmdlet's page. The properties follow the PlatyPS Markdown schema 2.0.0. Each prose property is a list of paragraphs.
/// </summary>
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

/// <summary>An example with its title, its script and its explanation.</summary>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>The syntax of a parameter set. The parameters have the order in which they are shown.</summary>
internal sealed record Syntax(string Set, bool IsDefault, IReadOnlyList<SyntaxParameter> Parameters);

/// <summary>The text of a parameter in the syntax.</summary>
internal sealed record SyntaxParameter(string Name, string Text);

/// <summary>An input or output type.</summary>
internal sealed record Item(string Type, IReadOnlyList<string> Text);

/// <summary>A link to a related page.</summary>
internal sealed record Link(string Text, string Address);

/// <summary>A parameter with its description and its facts. The facts may differ between parameter sets.</summary>
internal sealed record Parameter(string Name, IReadOnlyList<string> Description, IReadOnlyList<ParameterFacts> Facts)
{
    /// <summary>Returns whether the parameter belongs to a parameter set.</summary>
    public bool Holds(string set) => Facts.Any(facts => facts.Holds(set));
}

/// <summary>The facts that one YAML block states about a parameter.</summary>
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
    /// <summary>The set name that the page uses for a parameter of all sets.</summary>
    public const string EverySet = "(All)";

    /// <summary>The text for the position of a parameter that has no position.</summary>
    public const string Named = "Named";

    /// <summary>The text for the default value of a parameter that has no default.</summary>
    public const string NoDefault = "None";

    /// <summary>Returns whether the facts apply to a parameter set.</summary>
    public bool Holds(string set) => Sets.Count == 0 || Sets.Contains(set);
}
