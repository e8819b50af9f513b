using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CompassOps.Help;

/// <summary>
/// Updates the help page of a cmdlet. The syntax and the facts about parameters come from the assembly. Text that an author wrote
/// does not change. If text is missing, the page gets the doc comment, or a placeholder such as <c>{{ Description }}</c>.
/// </summary>
internal sealed class PageUpdate
{
    /// <summary>The first characters of a placeholder. A finished page contains no placeholders.</summary>
    public const string Blank = "{{ ";

    private const string Common = "This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable, -InformationAction,\n"
        + "-InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable, -ProgressAction, -Verbose, -WarningAction and -WarningVariable.\n"
        + "For more information, see [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).";

    private readonly StringBuilder _text = new();
    private readonly WrittenPage? _written;
    private readonly CmdletFacts _facts;

    private PageUpdate(WrittenPage? written, CmdletFacts facts)
    {
        _written = written;
        _facts = facts;
    }

    /// <summary>Returns the updated text of the page.</summary>
    /// <param name="page">The existing page. If null, the method returns the text of a new page.</param>
    /// <param name="facts">The facts about the cmdlet.</param>
    public static string Of(MarkdownFile? page, CmdletFacts facts) =>
        new PageUpdate(page is null ? null : new WrittenPage(page), facts).Write();

    private string Write()
    {
        _text.Append("---\nexternal help file: ").Append(MamlWriter.FileName)
            .Append("\nModule Name: CompassOps\nonline version:\nschema: 2.0.0\n---\n\n# ").Append(_facts.Name).Append("\n\n");
        Part("SYNOPSIS", Seed(_facts.Summary, "Synopsis: one sentence that starts with a verb"));
        Heading("## SYNTAX");
        foreach (Syntax syntax in _facts.Syntaxes)
        {
            if (_facts.Syntaxes.Count > 1)
            {
                Heading($"### {syntax.Set}{(syntax.IsDefault ? CmdletPageReader.DefaultMark : string.Empty)}");
            }

            Paragraph($"```\n{SyntaxText.Of(_facts.Name, syntax.Parameters)}\n```");
        }

        Part("DESCRIPTION", ToDo("Description"));
        Heading("## EXAMPLES");
        Paragraph(_written?.Part("EXAMPLES") ?? string.Join("\n\n", Enumerable.Range(1, 3).Select(Example)));
        Parameters();
        Part("INPUTS", Types(Inputs(), "The properties of the input objects that the cmdlet uses"));
        Part("OUTPUTS", Types(_facts.Outputs, "When the cmdlet returns objects of this type, and how many"));
        Part("NOTES", ToDo("Notes"));
        Part("RELATED LINKS", "[about_CompassOps](about_CompassOps.md)");
        return _text.ToString().TrimEnd() + "\n";
    }

    private void Parameters()
    {
        Heading("## PARAMETERS");
        foreach (ParameterDeclaration? parameter in _facts.Parameters.OrderBy(one => one.IsOfShell).ThenBy(one => one.Name, StringComparer.Ordinal))
        {
            Heading($"### -{parameter.Name}", below: 0);
            Paragraph(_written?.ProseOf(parameter.Name) ?? Seed(parameter.Summary, "Description of the parameter"));
            string? written = _written?.DefaultOf(parameter.Name);
            foreach (ParameterFacts facts in parameter.Facts)
            {
                Paragraph(FactsText.Of(facts.Default == ParameterFacts.NoDefault && written is not null ? facts with { Default = written } : facts));
            }
        }

        Heading($"### {ParameterReader.CommonParameters}", below: 0);
        Paragraph(Common);
    }

    private IEnumerable<string> Inputs() => _facts.Parameters
        .Where(parameter => parameter.Facts.Any(facts => facts.PipelineInput.Contains("ByValue", StringComparison.Ordinal)))
        .Select(parameter => parameter.FullType);

    private static string Types(IEnumerable<string> types, string hint)
    {
        string[] named = [.. types.DefaultIfEmpty("None")];
        return string.Join("\n\n", named.Select(type => $"### {type}\n{Seed(type == "None" ? "Nothing." : string.Empty, hint)}"));
    }

    private static string Example(int number) =>
        $"### Example {number}: {ToDo("Title")}\n```powershell\n{ToDo("Script")}\n```\n\n{ToDo("Explanation of the result")}";

    private static string Seed(string words, string hint) => words.Length > 0 ? words : ToDo(hint);

    private static string ToDo(string hint) => $"{Blank}{hint} }}}}";

    private void Part(string heading, string seed)
    {
        string body = _written?.Part(heading) ?? seed;
        Heading($"## {heading}", below: body.StartsWith('#') || heading == "RELATED LINKS" ? 1 : 0);
        Paragraph(body);
    }

    private void Heading(string heading, int below = 1) => _text.Append(heading).Append('\n', below + 1);

    private void Paragraph(string text) => _text.Append(text).Append("\n\n");
}
