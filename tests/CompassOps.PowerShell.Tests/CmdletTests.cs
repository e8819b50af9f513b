using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Checks that all cmdlets of the built assembly follow the conventions of PowerShell and of this module.</summary>
public class CmdletTests
{
    /// <summary>Cmdlets without output.</summary>
    private static readonly string[] Silent =
        ["Disconnect-Compass", "Remove-CompassHeartbeat", "Remove-CompassMaintenance", "Stop-CompassSandbox", "Clear-CompassSandboxFault",
        "Use-CompassHeartbeat", "Use-CompassMaintenance"];

    /// <summary>Cmdlets without the parameter -Connection. The list does not contain the sandbox cmdlets.</summary>
    private static readonly string[] Unconnected =
        ["Connect-Compass", "Disconnect-Compass", "Get-CompassConnection", "New-CompassMaintenanceRule", "New-CompassMaintenanceSchedule",
        "ConvertTo-CompassCalendar"];

    /// <summary>Cmdlets that only create an object in memory, although their verb suggests a change.</summary>
    private static readonly string[] Harmless = ["New-CompassMaintenanceRule", "New-CompassMaintenanceSchedule"];

    /// <summary>
    /// Verbs of cmdlets that change the service, a sandbox or files. For example, Invoke-CompassHeartbeatPing changes a heartbeat.
    /// </summary>
    private static readonly string[] ChangingVerbs =
        ["New", "Set", "Remove", "Enable", "Disable", "Stop", "Invoke", "Sync", "Start", "Step", "Add", "Clear", "Use", "Export", "ConvertTo"];

    private static readonly IReadOnlyList<Cmdlet> Cmdlets = Cmdlet.Of(BuiltModule.Modern);

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else() =>
        Assert.Equal(Cmdlets.Select(cmdlet => cmdlet.Name), Manifest.Words("CmdletsToExport").Order(StringComparer.Ordinal));

    [Fact]
    public void Windows_PowerShell_gets_the_same_cmdlets_with_the_same_parameters() =>
        Assert.Equal(Cmdlets.Select(Surface), Cmdlet.Of(BuiltModule.Desktop).Select(Surface));

    [Fact]
    public void Every_verb_is_approved()
    {
        IReadOnlySet<string> approved = Cmdlet.ApprovedVerbs();
        Assert.Contains("Get", approved);
        AssertNone(cmdlet => !approved.Contains(cmdlet.Verb));
    }

    [Fact]
    public void Every_noun_begins_with_Compass() =>
        AssertNone(cmdlet => !cmdlet.Noun.StartsWith("Compass", StringComparison.Ordinal));

    [Fact]
    public void Every_noun_is_singular() =>
        AssertNone(cmdlet => IsPlural(cmdlet.Noun));

    [Fact]
    public void Every_parameter_is_singular() =>
        AssertNone(from cmdlet in Cmdlets
                   from parameter in cmdlet.Parameters
                   where IsPlural(parameter)
                   select $"{cmdlet.Name} -{parameter}");

    [Fact]
    public void Every_cmdlet_that_writes_objects_declares_their_types() =>
        AssertNone(cmdlet => !cmdlet.DeclaresOutput && !Silent.Contains(cmdlet.Name));

    [Fact]
    public void Only_cmdlets_that_make_changes_support_WhatIf() =>
        AssertNone(cmdlet => cmdlet.SupportsShouldProcess != ChangesSomething(cmdlet));

    [Fact]
    public void Every_cmdlet_that_talks_to_the_service_takes_a_connection() =>
        AssertNone(cmdlet => !cmdlet.Parameters.Contains("Connection") && !Unconnected.Contains(cmdlet.Name) && !WorksOnSandbox(cmdlet));

    [Fact]
    public void Every_cmdlet_class_has_a_file_of_its_name()
    {
        AssertNone(cmdlet => cmdlet.ClassName != $"{cmdlet.Verb}{cmdlet.Noun}Command");

        IReadOnlySet<string> approved = Cmdlet.ApprovedVerbs();
        string commands = Path.Combine(BuiltModule.RepositoryRoot, "src", "CompassOps.PowerShell", "Commands");
        IEnumerable<string> files = Directory.EnumerateFiles(commands, "*Command.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => approved.Any(verb => name.StartsWith(verb + "Compass", StringComparison.Ordinal)));
        Assert.Equal(
            Cmdlets.Select(cmdlet => cmdlet.ClassName).Order(StringComparer.Ordinal),
            files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cmdlet_has_at_most_three_base_classes() =>
        AssertNone(from cmdlet in Cmdlets
                   where cmdlet.BaseClasses.Count > 3
                   select $"{cmdlet.Name}: {string.Join(" < ", cmdlet.BaseClasses)}");

    [Fact]
    public void Every_exception_to_these_rules_names_an_existing_cmdlet() =>
        AssertNone(Silent.Concat(Unconnected).Concat(Harmless).Except(Cmdlets.Select(cmdlet => cmdlet.Name)));

    private static bool WorksOnSandbox(Cmdlet cmdlet) => cmdlet.Noun.StartsWith("CompassSandbox", StringComparison.Ordinal);

    private static void AssertNone(Func<Cmdlet, bool> isWrong)
    {
        Assert.NotEmpty(Cmdlets);
        AssertNone(Cmdlets.Where(isWrong).Select(cmdlet => cmdlet.Name));
    }

    private static void AssertNone(IEnumerable<string> offenders)
    {
        string names = string.Join('\n', offenders);
        Assert.True(names.Length == 0, names);
    }

    private static bool ChangesSomething(Cmdlet cmdlet) =>
        ChangingVerbs.Contains(cmdlet.Verb) && !Harmless.Contains(cmdlet.Name);

    // Names that end in ss or us, such as Compass, are singular. Two plural names are allowed: ProxyUseDefaultCredentials, because
    // Invoke-RestMethod uses this name, and AllTeams, because the parameter selects several teams.
    private static bool IsPlural(string name) =>
        name is not ("ProxyUseDefaultCredentials" or "AllTeams") && name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) && !name.EndsWith("us", StringComparison.Ordinal);

    private static string Surface(Cmdlet cmdlet) => $"{cmdlet.Name} {string.Join(' ', cmdlet.Parameters)}";
}
