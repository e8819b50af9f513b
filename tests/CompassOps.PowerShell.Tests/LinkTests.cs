using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Checks that each link in the documentation points to an existing file and heading.</summary>
public class LinkTests
{
    private static readonly string Root = Path.GetFullPath(BuiltModule.RepositoryRoot);
    private static readonly string[] Folders = [".", "docs", "docs/en-US", "docs/guides", "examples", "bench", ".github"];

    public static TheoryData<string> Pages => new(
        Folders.Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md"))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_has_an_existing_target(string page)
    {
        string path = Path.Combine(Root, page);
        Assert.All(Links(File.ReadAllText(path)), link => Assert.True(IsThere(path, link), link));
    }

    [Fact]
    public void Readme_HasNoLinkTwice()
    {
        List<string> links = Links(File.ReadAllText(Path.Combine(Root, "README.md"))).ToList();

        Assert.Equal(links.Distinct(StringComparer.Ordinal), links);
    }

    [Fact]
    public void A_broken_link_is_found()
    {
        string readme = Path.Combine(Root, "README.md");

        Assert.Equal(["nowhere.md", "a.svg", "LICENSE"], Links("[a](nowhere.md) [b](https://example.org) ![c\nd](a.svg) `[x](y)` [e](LICENSE)"));
        Assert.False(IsThere(readme, "nowhere.md"));
        Assert.False(IsThere(readme, "README.md#no-such-heading"));
        Assert.False(IsThere(readme, "readme.md"));
        Assert.True(IsThere(readme, "README.md#in-a-runbook"));
        Assert.True(IsThere(readme, "docs/guides"));
    }

    // Returns the links that point to files of the repository. Ignores links in code.
    private static IEnumerable<string> Links(string text)
    {
        string prose = Regex.Replace(text.ReplaceLineEndings("\n"), "(?ms)^```.*?^```$|`[^`\n]*`", "");
        return Regex.Matches(prose, @"\]\((?<link>[^)\s]+)\)")
            .Select(match => match.Groups["link"].Value)
            .Where(link => !Regex.IsMatch(link, "^[a-z]+:"));
    }

    private static bool IsThere(string page, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
        return target.StartsWith(Root, StringComparison.Ordinal)
            && ExistsAsWritten(target)
            && (parts.Length == 1 || Headings(target).Contains(parts[1]));
    }

    // Requires the exact case of the file name, because some file systems are case-sensitive.
    private static bool ExistsAsWritten(string path) =>
        Path.GetDirectoryName(path.TrimEnd(Path.DirectorySeparatorChar)) is { } folder && Directory.Exists(folder)
        && Directory.EnumerateFileSystemEntries(folder).Any(entry => entry == path.TrimEnd(Path.DirectorySeparatorChar));

    // Returns the anchors that GitHub creates for the headings of a page.
    private static IEnumerable<string> Headings(string path) =>
        Regex.Matches(File.ReadAllText(path), "(?m)^#+ (?<text>.+?)\r?$").Select(match => Regex.Replace(
            match.Groups["text"].Value.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'));
}
