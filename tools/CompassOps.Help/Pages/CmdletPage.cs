using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Help;

/// <summary>
/// The content of a cmdlet's help page. The properties follow the PlatyPS Markdown schema 2.0.0. In a list of strings, each string
/// is a paragraph.
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

internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>The syntax of a parameter set. The parameters are in the order in which PowerShell shows them.</summary>
internal sealed record Syntax(string Set, bool IsDefault, IReadOnlyList<SyntaxParameter> Parameters);

/// <summary>A parameter and its text in the syntax, such as <c>[-Name &lt;string&gt;]</c>.</summary>
internal sealed record SyntaxParameter(string Name, string Text);

/// <summary>An input or output type and its description.</summary>
internal sealed record Item(string Type, IReadOnlyList<string> Text);

internal sealed record Link(string Text, string Address);

/// <summary>A parameter with its description and its facts. The facts can differ between parameter sets.</summary>
internal sealed record Parameter(string Name, IReadOnlyList<string> Description, IReadOnlyList<ParameterFacts> Facts)
{
    public bool Holds(string set) => Facts.Any(facts => facts.Holds(set));
}

/// <summary>The facts about a parameter in one YAML block of the page.</summary>
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
    /// <summary>The text that the page shows if a parameter belongs to all parameter sets.</summary>
    public const string EverySet = "(All)";

    /// <summary>The text that the page shows if a parameter has no position.</summary>
    public const string Named = "Named";

    /// <summary>The text that the page shows for a parameter without a default value.</summary>
    public const string NoDefault = "None";

    public bool Holds(string set) => Sets.Count == 0 || Sets.Contains(set);
}
