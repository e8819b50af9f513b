using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace CompassOps.Help.Tests;

/// <summary>
/// Checks the facts that CompassOps.Help reads from the built assembly, for a few cmdlets. Help.Tests.ps1 checks all cmdlets.
/// </summary>
public class AssemblyFactsTests
{
    private static readonly IReadOnlyList<CmdletFacts> Cmdlets = BuiltModule.ReadCmdlets();

    [Fact]
    public void The_default_parameter_set_comes_first()
    {
        IReadOnlyList<Syntax> syntaxes = Cmdlet("Connect-Compass").Syntaxes;
        Assert.Equal("Environment", syntaxes[0].Set);
        Assert.True(syntaxes[0].IsDefault);
        Assert.Equal(["CloudId", "Connection", "Sandbox", "Site"], syntaxes.Skip(1).Select(syntax => syntax.Set).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(syntaxes.Skip(1), syntax => syntax.IsDefault);
    }

    [Fact]
    public void A_syntax_line_begins_with_positional_and_ends_with_common_parameters()
    {
        string[] names = [.. Cmdlet("Set-CompassHeartbeat").Syntaxes.Single().Parameters.Select(parameter => parameter.Name)];
        Assert.Equal("Name", names[0]);
        Assert.Equal(["WhatIf", "Confirm"], names[^2..]);
    }

    [Fact]
    public void A_parameter_has_a_block_of_facts_for_each_different_group_of_sets()
    {
        IReadOnlyList<ParameterFacts> facts = Parameter("Connect-Compass", "Credential").Facts;
        Assert.Equal(["Site at 1", "CloudId,Sandbox at Named"], facts.Select(one => $"{string.Join(",", one.Sets)} at {one.Position}"));
    }

    [Fact]
    public void A_parameter_without_a_set_belongs_to_all_sets()
    {
        ParameterFacts name = Assert.Single(Parameter("Connect-Compass", "Name").Facts);
        Assert.Empty(name.Sets);
        Assert.True(name.Holds("Sandbox"));
    }

    [Fact]
    public void Types_have_the_names_that_the_shell_shows()
    {
        Assert.Equal("TimeSpan", Parameter("New-CompassMaintenance", "Duration").Facts[0].Type);
        Assert.Equal("String[]", Parameter("Get-CompassHeartbeat", "Name").Facts[0].Type);
        Assert.Equal("SwitchParameter", Parameter("New-CompassMaintenance", "Global").Facts[0].Type);
    }

    [Fact]
    public void Values_aliases_wildcards_and_pipeline_input_are_read()
    {
        Assert.Equal(["Compass", "JiraServiceManagement"], Parameter("Connect-Compass", "Product").Facts[0].AcceptedValues);
        Assert.Equal("AlertTags, Tags, Tag", Parameter("New-CompassHeartbeat", "AlertTag").Facts[0].Aliases);
        Assert.True(Parameter("Get-CompassHeartbeat", "Name").Facts[0].AcceptsWildcards);
        Assert.Equal("True (ByPropertyName, ByValue)", Parameter("Remove-CompassHeartbeat", "Name").Facts[0].PipelineInput);
        Assert.Equal("True", Parameter("New-CompassHeartbeat", "Enabled").Facts[0].Default);
    }

    [Fact]
    public void Hidden_parameters_are_left_out_but_count_as_pipeline_input()
    {
        CmdletFacts created = Cmdlet("New-CompassHeartbeat");
        Assert.DoesNotContain(created.Parameters, parameter => parameter.Name == "InputObject");
        Assert.True(created.TakesPipelineInput);
        Assert.False(Cmdlet("Connect-Compass").TakesPipelineInput);
    }

    [Fact]
    public void Doc_comments_are_read_from_base_classes_too()
    {
        Assert.Matches("^[A-Z].*[.]$", Cmdlet("Get-CompassHeartbeat").Summary);
        Assert.All(
            Cmdlet("Remove-CompassHeartbeat").Parameters,
            parameter => Assert.True(parameter.Summary.EndsWith('.'), $"-{parameter.Name}: {parameter.Summary}"));
    }

    private static CmdletFacts Cmdlet(string name) => Cmdlets.Single(cmdlet => cmdlet.Name == name);

    private static ParameterDeclaration Parameter(string cmdlet, string name) =>
        Cmdlet(cmdlet).Parameters.Single(parameter => parameter.Name == name);
}
