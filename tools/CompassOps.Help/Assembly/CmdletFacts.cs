using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Help;

/// <summary>The facts about a cmdlet, read from the built assembly. Parameters are in the order in which the code declares them.</summary>
internal sealed record CmdletFacts(
    string Name,
    string Summary,
    string? DefaultSet,
    IReadOnlyList<string> Sets,
    IReadOnlyList<ParameterDeclaration> Parameters,
    bool TakesPipelineInput,
    IReadOnlyList<string> Outputs)
{
    /// <summary>
    /// The syntax of each parameter set, with the default set first. If the cmdlet has only one set, the set is named <c>(All)</c>.
    /// </summary>
    public IReadOnlyList<Syntax> Syntaxes => Sets.Count < 2
        ? [Syntax(ParameterFacts.EverySet)]
        : [.. Sets.OrderByDescending(set => set == DefaultSet).Select(Syntax)];

    // PowerShell shows positional parameters first, then mandatory parameters, then optional parameters, and finally -WhatIf and
    // -Confirm.
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

/// <summary>A parameter with its doc comment and its facts. The facts can differ between parameter sets.</summary>
internal sealed record ParameterDeclaration(string Name, string FullType, string Summary, IReadOnlyList<ParameterFacts> Facts)
{
    /// <summary>Whether PowerShell adds the parameter because the cmdlet supports ShouldProcess.</summary>
    public bool IsOfShell => Name is "WhatIf" or "Confirm";
}
