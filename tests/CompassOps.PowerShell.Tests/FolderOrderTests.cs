using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>
/// For each project, this class lists the source folders in order. The tests check that a folder uses only the folders before it. The
/// folder <c>.</c> contains the files beside the project file.
/// </summary>
public class FolderOrderTests
{
    public static TheoryData<string, string[]> Orders => new()
    {
        {
            "CompassOps.Core",
            [
                "Compatibility", "Messages", "Contract", "Errors", "Model", "Requests", "Options", "Secrets", "Serialization",
                "Calendar", "Scheduling", "Values", "OperationsAsCode", "Reports", "Http", "Retry", "Authentication", "Paging", "OutcomeResolution", ".",
            ]
        },
        { "CompassOps.Sandbox", ["Messages", "Contract", "Domain", "Http", "Faults", "Storage", "Api", "Control", "."] },
        {
            "CompassOps.PowerShell",
            [
                "Compatibility", "Formatting", "Messages", "Errors", "Binding", "Connections", "Teams", "Sandboxes", "Completion", "Arguments", "Concurrency",
                "Reporting", "Loading", "Cmdlets", "Files", "Planning", "Reports", "Waiting", "Watching", "Scripts", "Commands", ".",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Folders_depend_only_on_folders_below_them(string project, string[] order)
    {
        IReadOnlyCollection<(string From, string To)> uses = SourceDependencies.Read(BuiltModule.File("net8.0", project + ".dll"), project);
        Assert.NotEmpty(uses);
        Assert.Empty(uses.SelectMany(static use => new[] { Folder(use.From), Folder(use.To) }).Distinct().Except(order));
        string[] upward = uses.Where(use => Array.IndexOf(order, Folder(use.To)) > Array.IndexOf(order, Folder(use.From)))
            .Select(static use => $"{use.From} uses {use.To}").Order(StringComparer.Ordinal).ToArray();
        Assert.True(upward.Length == 0, string.Join("\n", upward));
    }

    private static string Folder(string file) => file.Contains('/', StringComparison.Ordinal) ? file.Split('/')[0] : ".";
}
