using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Xunit;

namespace CompassOps.Help.Tests;

/// <summary>Checks that about_CompassErrors lists exactly the errors that the source code of the module contains.</summary>
public partial class ErrorTableTests
{
    private const string ErrorRecords = "ErrorRecords.cs";
    private static readonly string Page = Path.Combine(BuiltModule.RepositoryRoot, "docs", "en-US", "about_CompassErrors.md");
    private static readonly string Source = Path.Combine(BuiltModule.RepositoryRoot, "src", "CompassOps.PowerShell");

    private static readonly string ImportGuard = Path.Combine(BuiltModule.RepositoryRoot, "src", "CompassOps.ImportGuard");

    private static readonly IReadOnlyList<string> Files = [.. new[] { Source, ImportGuard }
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).StartsWith("obj", StringComparison.Ordinal)))];

    [Fact]
    public void The_table_has_the_errors_of_the_source_with_their_categories() =>
        Assert.Equal(
            InSource().GroupBy(error => error.Id, error => error.Category)
                .Select(group => $"{group.Key}: {string.Join(", ", group.Distinct().Order(StringComparer.Ordinal))}")
                .Order(StringComparer.Ordinal),
            Rows().Select(row => $"{row[0]}: {row[1]}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_error_of_the_table_has_a_cause_and_a_remedy() =>
        Assert.All(Rows(), row => Assert.All(row, cell => Assert.NotEmpty(cell)));

    /// <summary>Checks that the regular expressions in this class find each error category in the source code.</summary>
    [Fact]
    public void Every_error_id_of_the_source_is_found()
    {
        Assert.Equal(Files.Sum(path => Mention().Matches(File.ReadAllText(path)).Count), InSource().Count);

        string kinds = File.ReadAllText(Path.Combine(Source, "..", "CompassOps.Core", "Errors", "CompassErrorKind.cs"));
        Assert.Equal(Member().Matches(kinds).Select(match => match.Groups["id"].Value), Kinds().Select(kind => kind.Id));
    }

    private static IReadOnlyList<(string Id, string Category)> InSource() =>
    [
        .. Files.Select(File.ReadAllText).SelectMany(text => Literal().Matches(text)).Select(Pair),
        .. Kinds(),
    ];

    // Each error kind of CompassOps.Core is also an error id. A switch expression in ErrorRecords.cs maps it to a category.
    private static IReadOnlyList<(string Id, string Category)> Kinds() =>
        [.. KindMap().Matches(File.ReadAllText(Files.Single(path => Path.GetFileName(path) == ErrorRecords))).Select(Pair)];

    private static (string Id, string Category) Pair(Match match) => (match.Groups["id"].Value, match.Groups["category"].Value);

    private static IEnumerable<string[]> Rows() => MarkdownFile.Read(Page).Blocks
        .OfType<Table>()
        .Where(table => table.OfType<TableRow>().First().Count == 4)
        .SelectMany(table => table.OfType<TableRow>().Skip(1))
        .Select(row => row.Select(Prose.Words).ToArray());

    [GeneratedRegex("""(?:"(?<id>[A-Z]\w+)"|ErrorIds\.(?<id>\w+)|nameof\(CompassErrorKind\.(?<id>\w+)\)),\s*ErrorCategory\.(?<category>\w+)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"CompassErrorKind\.(?<id>\w+) => ErrorCategory\.(?<category>\w+)")]
    private static partial Regex KindMap();

    // Matches each error category in the source code, except in the default case (_ =>) of a switch expression.
    [GeneratedRegex(@"(?<!_ => )ErrorCategory\.\w+")]
    private static partial Regex Mention();

    [GeneratedRegex(@"^    (?<id>\w+),\r?$", RegexOptions.Multiline)]
    private static partial Regex Member();
}
