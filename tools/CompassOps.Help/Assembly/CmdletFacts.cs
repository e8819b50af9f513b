using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Help;

/// <summary>The facts about a cmdlet in the built assembly. Parameters have the order of their declaration.</summary>
internal sealed record CmdletFacts(
    string Name,
    string Summary,
    string? DefaultSet,
    IReadOnlyList<string> Sets,
    IReadOnlyList<ParameterDeclaration> Parameters,
    bool TakesPipelineInput,
    IReadOnlyList<string> Outputs)
{
    /// <summary>The syntax of each parameter set. The default set comes first. If the cmdlet has one set only, the set has no name.</summary>
    public IReadOnlyList<Syntax> Syntaxes => Sets.Count < 2
        ? [Syntax(ParameterFacts.EverySet)]
        : [.. Sets.OrderByDescending(set => set == DefaultSet).Select(Syntax)];

    // PowerShell shows positional parameters first, then mandatory ones, then the others, and last the parameters of ShouldProcess.
    private Syntax Syntax(string set)
    {
        IEnumerable<(string Name, ParameterFacts)> held = Parameters
            .Select(parameter => (Parameter: parameter, Facts: parameter.Facts.FirstOrDefault(facts => facts.Holds(set))))
            .Where(entry => entry.Facts is not null)
            .OrderBy(entry => entry.Parameter.IsOfShell)
            .ThenBy(entry => int.TryParse(entry.Facts!.Position, out int position) ? position : int.MaxValue)
            .ThenByDescending(entry => entry.Facts!.IsRequired)
            .Select(entry => (entry.Parameter.Name, entry.Facts!));
        return new Syntax(set, set == DefaultSet, [.. held.Select(entry => new SyntaxParameter(entry.Name, SyntaxText.Of(entry.Name, entry.Item2)))]);
    }
}

/// <summary>A parameter with its doc comment and its facts. The facts may differ between parameter sets.</summary>
internal sealed record ParameterDeclaration(string Name, string FullType, string Summary, IReadOnlyList<ParameterFacts> Facts)
{
    /// <summary>Whether PowerShell adds the parameter because of SupportsShouldProcess.</summary>
    public bool IsOfShell => Name is "WhatIf" or "Confirm";
}
