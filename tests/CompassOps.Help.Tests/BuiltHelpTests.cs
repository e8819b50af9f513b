using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace CompassOps.Help.Tests;

public class BuiltHelpTests
{
    private static readonly string Pages = Path.Combine(BuiltModule.RepositoryRoot, "docs", "en-US");
    private static readonly string Built = Path.Combine(BuiltModule.RepositoryRoot, "out", "CompassOps", "en-US");

    [Fact]
    public void The_built_help_matches_the_pages()
    {
        using TemporaryPages fresh = new();
        new HelpFolder(Pages).Convert(fresh.Path);
        string[] names = [.. Directory.EnumerateFiles(fresh.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

        Assert.Equal(names, Directory.EnumerateFiles(Built).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(File.ReadAllText(Path.Combine(fresh.Path, name)), File.ReadAllText(Path.Combine(Built, name))));
    }

    /// <summary>Compares the built help with the assembly, to find parameters that the help pages do not describe.</summary>
    [Fact]
    public void The_help_of_every_cmdlet_has_its_syntax_and_parameters()
    {
        Dictionary<string, XElement> help = XElement.Load(Path.Combine(Built, MamlWriter.FileName)).Elements()
            .ToDictionary(command => Child(Child(command, "details"), "name").Value);
        Assert.All(BuiltModule.ReadCmdlets(), cmdlet => Assert.Equal(
            cmdlet.Syntaxes.Select(syntax => string.Join(' ', syntax.Parameters.Select(parameter => parameter.Name))),
            Children(Child(help[cmdlet.Name], "syntax"), "syntaxItem").Select(item => string.Join(' ', Children(item, "parameter").Select(Name)))));
    }

    [Fact]
    public void Topic_lines_other_than_code_fit_80_columns() =>
        Assert.All(
            Directory.EnumerateFiles(Built, "about_*.help.txt").SelectMany(File.ReadLines)
                .Where(line => !line.StartsWith("        ", StringComparison.Ordinal)),
            line => Assert.True(line.Length <= 80, line));

    private static string Name(XElement parameter) => Child(parameter, "name").Value;

    private static IEnumerable<XElement> Children(XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    private static XElement Child(XElement element, string name) => Children(element, name).First();
}
