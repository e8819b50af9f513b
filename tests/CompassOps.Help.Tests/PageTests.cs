using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace CompassOps.Help.Tests;

/// <summary>Checks that each cmdlet has a complete help page that is consistent with the built assembly.</summary>
public partial class PageTests
{
    private const string Overview = "about_CompassOps.md";

    private static readonly string Folder = Path.Combine(BuiltModule.RepositoryRoot, "docs", "en-US");
    private static readonly IReadOnlyList<CmdletFacts> Cmdlets = BuiltModule.ReadCmdlets();

    public static TheoryData<string> Names => [.. Cmdlets.Select(cmdlet => cmdlet.Name)];

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet() =>
        Assert.Equal(
            Cmdlets.Select(cmdlet => cmdlet.Name),
            Directory.EnumerateFiles(Folder, "*.md").Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(name => !name.StartsWith("about_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_no_placeholders_and_no_broken_links(string name) => PageRules.Check(Load(name), Folder);

    /// <summary>
    /// <see cref="PageUpdate"/> reads the cmdlet's syntax and parameters from the assembly, and writes them into the text of the page.
    /// If the page already matches the assembly, the text does not change.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_matches_the_assembly(string name) => Assert.Equal(PageUpdate.Of(Load(name), Facts(name)), Load(name).Text);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_documents_every_parameter_that_the_shell_shows(string name) =>
        Assert.Equal(
            Facts(name).Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
            Read(name).Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_synopsis_is_one_sentence_without_the_cmdlet_s_name(string name)
    {
        string synopsis = Read(name).Synopsis;
        Assert.Matches(@"^[A-Z].{10,140}\.$", synopsis);
        Assert.DoesNotContain(name, synopsis, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_at_least_three_numbered_examples_with_different_titles(string name)
    {
        IReadOnlyList<Example> examples = Read(name).Examples;
        Assert.True(examples.Count >= 3, $"{name} has {examples.Count} examples.");
        for (int at = 0; at < examples.Count; at++)
        {
            Assert.Matches($"^Example {at + 1}: [A-Z]", examples[at].Title);
            Assert.NotEmpty(examples[at].Remarks);
        }

        Assert.Distinct(examples.Select(example => ExampleTitle().Replace(example.Title, "")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_shows_the_cmdlet(string name) =>
        Assert.True(Read(name).Examples.Count(example => example.Code.Contains(name, StringComparison.OrdinalIgnoreCase)) >= 3);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_names_the_declared_output_types(string name) =>
        Assert.Equal(
            Facts(name).Outputs.DefaultIfEmpty("None").Order(StringComparer.Ordinal),
            Read(name).Outputs.Select(output => output.Type).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_documents_pipeline_input(string name) =>
        Assert.Equal(Facts(name).TakesPipelineInput, Read(name).Inputs.All(input => input.Type != "None"));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_links_to_others_by_their_names(string name)
    {
        IReadOnlyList<Link> links = Read(name).Links;
        Assert.True(links.Count >= 2, $"{name} has {links.Count} links.");
        Assert.Distinct(links.Select(link => link.Address));
        Assert.All(
            links.Where(link => !link.Address.Contains("://", StringComparison.Ordinal)),
            link => Assert.Equal(link.Text + ".md", link.Address));
        Assert.DoesNotContain(links, link => link.Text == name);
    }

    [Fact]
    public void Every_about_topic_is_linked_from_about_CompassOps()
    {
        string overview = File.ReadAllText(Path.Combine(Folder, Overview));
        List<string> topics = Directory.EnumerateFiles(Folder, "about_*.md").Select(path => Path.GetFileName(path)).Where(topic => topic != Overview).ToList();
        Assert.True(topics.Count >= 3);
        Assert.All(topics, topic => Assert.Contains($"({topic})", overview, StringComparison.Ordinal));
    }

    [Fact]
    public void About_CompassOps_names_every_noun()
    {
        string overview = string.Concat(new[] { Overview, "about_CompassSandbox.md" }.Select(page => File.ReadAllText(Path.Combine(Folder, page))));
        Assert.All(Cmdlets.Select(cmdlet => cmdlet.Name.Split('-')[1]).Distinct(), noun => Assert.Contains(noun, overview, StringComparison.Ordinal));
    }

    private static CmdletFacts Facts(string name) => Cmdlets.Single(cmdlet => cmdlet.Name == name);

    private static MarkdownFile Load(string name) => MarkdownFile.Read(Path.Combine(Folder, name + ".md"));

    private static CmdletPage Read(string name) => CmdletPageReader.Read(Load(name));

    [GeneratedRegex(@"^Example \d+: ")]
    private static partial Regex ExampleTitle();
}
