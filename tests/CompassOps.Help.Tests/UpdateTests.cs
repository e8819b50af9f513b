using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace CompassOps.Help.Tests;

/// <summary>
/// Checks that the update of a page writes the facts from the assembly, and does not change text that an author wrote.
/// </summary>
public class UpdateTests
{
    private static readonly ParameterFacts Text = new("String[]", ["Name"], "", [], false, "0", "None", "True (ByPropertyName, ByValue)", true);
    private static readonly ParameterFacts Kind =
        new("Kind", [], "Sort, Type", ["Round", "Square"], false, "Named", "None", "True (ByPropertyName)", false);
    private static readonly ParameterFacts All = new("SwitchParameter", ["All"], "", [], true, "Named", "False", "False", false);

    private static readonly CmdletFacts Thing = new(
        "Get-Thing", "Gets a thing.", "Name", ["All", "Name"],
        [Declared("Name", Text), Declared("Kind", Kind), Declared("All", All)],
        true, ["Things.Thing"]);

    private static string Sample => Samples.Page.ReplaceLineEndings("\n");

    [Fact]
    public void Updating_an_accurate_page_changes_only_generated_parts() =>
        Assert.Equal(Sample, Update(Sample, Thing).Replace(Common(Update(Sample, Thing)), "The common parameters.", StringComparison.Ordinal));

    [Fact]
    public void Updating_an_updated_page_changes_nothing()
    {
        string once = Update(Sample, Thing);
        Assert.Equal(once, Update(once, Thing));
    }

    [Fact]
    public void Updating_a_new_page_changes_nothing()
    {
        string once = Update(null, Thing);
        Assert.Equal(once, Update(once, Thing));
    }

    [Fact]
    public void A_new_parameter_gets_its_doc_comment_and_its_position()
    {
        ParameterFacts facts = Kind with { Type = "String", AcceptedValues = [], Aliases = "" };
        ParameterDeclaration color = new("Color", "System.String", "The color of the thing.", [facts]);
        string updated = Update(Sample, Thing with { Parameters = [.. Thing.Parameters, color] });

        Assert.Contains("### -Color\nThe color of the thing.\n\n```yaml\nType: String\n", updated, StringComparison.Ordinal);
        Assert.Contains("Get-Thing [[-Name] <String[]>] [-Kind <Kind>] [-Color <String>] [<CommonParameters>]", updated, StringComparison.Ordinal);
        Assert.Equal(["-All", "-Color", "-Kind", "-Name", "CommonParameters"], Parameters(updated));
    }

    [Fact]
    public void A_parameter_without_a_doc_comment_gets_a_placeholder() =>
        Assert.Contains("### -Kind\n{{ Description of the parameter }}\n", Update(null, Thing), StringComparison.Ordinal);

    [Fact]
    public void A_removed_parameter_is_removed_from_the_page() =>
        Assert.Equal(
            ["-All", "-Name", "CommonParameters"],
            Parameters(Update(Sample, Thing with { Parameters = [.. Thing.Parameters.Where(parameter => parameter.Name != "Kind")] })));

    [Fact]
    public void Changed_facts_are_updated_and_the_prose_is_kept()
    {
        string updated = Update(Sample, Thing with { Parameters = [Declared("Name", Text with { IsRequired = true }), .. Thing.Parameters.Skip(1)] });
        Assert.Contains(
            "### -Name\nThe names. See [about_Things](about_Things.md).\n\n"
            + "```yaml\nType: String[]\nParameter Sets: Name\nAliases:\n\nRequired: True\n",
            updated, StringComparison.Ordinal);
        Assert.Contains("Get-Thing [-Name] <String[]> [-Kind <Kind>]", updated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_value_that_is_not_in_the_assembly_stays_on_the_page() =>
        Assert.Contains("Default value: Round\n", Update(Sample, Thing), StringComparison.Ordinal);

    [Fact]
    public void A_default_value_in_the_assembly_replaces_the_value_on_the_page()
    {
        ParameterDeclaration told = Declared("Kind", Kind with { Default = "Square" });
        string updated = Update(Sample, Thing with { Parameters = [told, Thing.Parameters[0], Thing.Parameters[2]] });
        Assert.Contains("Default value: Square\n", updated, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_syntax_has_no_name() =>
        Assert.Contains(
            "## SYNTAX\n\n```\nGet-Thing [-Kind <Kind>] [<CommonParameters>]\n```\n",
            Update(null, Thing with { Sets = [], DefaultSet = null, Parameters = [Declared("Kind", Kind)] }), StringComparison.Ordinal);

    [Fact]
    public void A_long_syntax_line_is_wrapped_between_parameters()
    {
        IEnumerable<ParameterDeclaration> many = Enumerable.Range(1, 20).Select(number => Declared($"Kind{number}", Kind));
        string[] lines = Update(null, Thing with { Sets = [], DefaultSet = null, Parameters = [.. many] }).Split('\n');
        string[] syntax = [.. lines.SkipWhile(line => line != "```").Skip(1).TakeWhile(line => line != "```")];
        Assert.True(syntax.Length > 2);
        Assert.All(syntax, line => Assert.True(line.Length <= 110, line));
        Assert.All(syntax.Skip(1), line => Assert.StartsWith(" [", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Common_parameters_come_last()
    {
        ParameterDeclaration confirm = Declared("Confirm", new ParameterFacts("SwitchParameter", [], "cf", [], false, "Named", "False", "False", false));
        string updated = Update(Sample, Thing with { Parameters = [confirm, .. Thing.Parameters] });
        Assert.Equal(["-All", "-Kind", "-Name", "-Confirm", "CommonParameters"], Parameters(updated));
        Assert.Contains("[-Kind <Kind>] [-Confirm] [<CommonParameters>]", updated, StringComparison.Ordinal);
    }

    private static string Update(string? page, CmdletFacts facts) =>
        PageUpdate.Of(page is null ? null : MarkdownFile.Parse("Get-Thing.md", page), facts);

    private static ParameterDeclaration Declared(string name, ParameterFacts facts) => new(name, "System.String[]", "", [facts]);

    private static string[] Parameters(string page) => [.. page.Split('\n')
        .SkipWhile(line => line != "## PARAMETERS").TakeWhile(line => line != "## INPUTS")
        .Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..])];

    private static string Common(string page)
    {
        int start = page.IndexOf("### CommonParameters\n", StringComparison.Ordinal) + "### CommonParameters\n".Length;
        return page[start..page.IndexOf("\n\n## INPUTS", start, StringComparison.Ordinal)];
    }
}
