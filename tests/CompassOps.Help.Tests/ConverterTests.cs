using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace CompassOps.Help.Tests;

/// <summary>Checks the conversion of help pages to the files of Get-Help, and the errors for invalid pages.</summary>
public sealed class ConverterTests : IDisposable
{
    private readonly TemporaryPages _pages = new();

    public void Dispose() => _pages.Dispose();

    [Theory]
    [InlineData("## NOTES", "## REMARKS", "# Get-Thing", "The page must have these sections in this order: SYNOPSIS")]
    [InlineData("# Get-Thing", "# Get-Things", "---", "must begin with the heading '# Get-Thing'")]
    [InlineData("Gets a thing.\n", "\n", "## SYNOPSIS", "The section SYNOPSIS contains no text")]
    [InlineData("```powershell", "```ps", "### Example 1: Get one", "An example must have exactly one code block")]
    [InlineData("The kind of the thing.", "{{ Description }}", "{{ Description }}", "Replace the placeholder")]
    [InlineData("The kind of the thing.\n", "\n", "### -Kind", "The description of -Kind is missing")]
    [InlineData("Type: Kind\n", "Kind: Kind\n", "```yaml Kind", "does not contain the key 'Type'")]
    [InlineData("Required: False\nPosition: 0", "Position: 0", "```yaml String[]", "does not contain the key 'Required'")]
    [InlineData("### -All\nAll", "### Whole\nAll", "### Whole", "A parameter needs a heading such as '### -Name'")]
    [InlineData("### Things.Thing\nOne", "One", "One thing for each name.", "Each type needs a heading")]
    [InlineData("(about_Things.md).", "(about_Missing.md).", "The names. See [about_Things](about_Missing.md).", "not exist: 'about_Missing.md'")]
    [InlineData("That is *all*.", "<table></table>", "<table></table>", "cannot show HTML")]
    [InlineData("That is *all*.", "That is <b>all</b>.", "That is <b>all</b>.", "cannot show HTML")]
    [InlineData("That is *all*.", "![all](about_Things.md)", "![all](about_Things.md)", "cannot show HTML or images")]
    [InlineData("That is *all*.", "> all", "> all", "cannot show a quotation")]
    [InlineData("- two", "- two\n  - three", "  - three", "a list inside another list")]
    [InlineData("That is *all*.", "#### All", "#### All", "a heading below level 3")]
    [InlineData("Get-Thing -All [-Kind <Kind>] [<CommonParameters>]\n```", "Get-Thing\n```\n\nMore.", "### All", "The syntax must be one code block")]
    [InlineData("-All [-Kind <Kind>]", "-All [-Color <Kind>]", "### All", "-Color")]
    [InlineData("-All [-Kind <Kind>]", "-All [-Name <Kind>]", "### All", "-Name")]
    public void An_invalid_page_is_an_error_with_its_place(string sound, string broken, string place, string message)
    {
        string text = Samples.Page.ReplaceLineEndings("\n");
        Assert.Contains(sound, text, StringComparison.Ordinal);

        text = text.Replace(sound, broken, StringComparison.Ordinal);
        string page = _pages.Add("Get-Thing.md", text);
        _pages.Add("about_Things.md", Samples.Topic);

        HelpPageException wrong = Assert.Throws<HelpPageException>(() => new HelpFolder(_pages.Path).Convert(Out));
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{page}({LineOf(place, text)}): error HELP: ", wrong.ForBuild, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void A_topic_without_its_name_is_an_error_with_its_place()
    {
        string page = _pages.Add("about_Things.md", Samples.Topic.Replace("## about_Things", "## about_Thing", StringComparison.Ordinal));
        HelpPageException wrong = Assert.Throws<HelpPageException>(() => new HelpFolder(_pages.Path).Convert(Out));
        Assert.StartsWith($"{page}(2): error HELP: ", wrong.ForBuild, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_becomes_the_help_of_its_cmdlet()
    {
        XElement command = Convert(Samples.Page);

        Assert.Equal("Get-Thing", Value(command, "details", "name"));
        Assert.Equal(("Get", "Thing"), (Value(command, "details", "verb"), Value(command, "details", "noun")));
        Assert.Equal("Gets a thing.", Value(command, "details", "description"));
        Assert.Equal(["It gets things, from anywhere.", "- one\n- two"], Children(Child(command, "description"), "para").Select(para => para.Value));
        Assert.Equal("Things are things (https://things.example).", Value(command, "alertSet", "alert"));
        Assert.Equal("about_Things", Value(command, "relatedLinks", "navigationLink", "linkText"));
        Assert.Equal("System.String[]", Value(command, "inputTypes", "inputType", "type"));
        Assert.Equal("Names.", Value(command, "inputTypes", "inputType", "description"));
        Assert.Equal("Things.Thing", Value(command, "returnValues", "returnValue", "type"));
    }

    [Fact]
    public void The_output_of_an_example_keeps_its_layout()
    {
        XElement example = Child(Child(Convert(Samples.Page), "examples"), "example");
        Assert.Equal("---------- Example 1: Get one ----------", Value(example, "title"));
        Assert.Equal("Get-Thing one", Value(example, "code"));
        Assert.Equal(["one\n  two", "That is all."], Children(Child(example, "remarks"), "para").Select(para => para.Value));
    }

    [Fact]
    public void Comments_in_a_page_are_not_shown()
    {
        XElement command = Convert(Samples.Page.Replace("That is *all*.", "<!-- Not run: why. -->\n\nThat is *all*.", StringComparison.Ordinal));
        Assert.Equal("one\n  twoThat is all.", Value(command, "examples", "example", "remarks"));
    }

    [Fact]
    public void Each_syntax_has_its_parameters_in_the_order_of_the_page()
    {
        XElement syntax = Child(Convert(Samples.Page), "syntax");
        Assert.Equal(
            ["Name Kind", "All Kind"],
            Children(syntax, "syntaxItem")
                .Select(item => string.Join(' ', Children(item, "parameter").Select(parameter => Value(parameter, "name")))));
    }

    [Fact]
    public void A_parameter_has_its_facts()
    {
        XElement[] parameters = [.. Children(Child(Convert(Samples.Page), "parameters"), "parameter")];
        Assert.Equal(["All", "Kind", "Name"], parameters.Select(parameter => Value(parameter, "name")));

        XElement kind = parameters[1];
        Assert.Equal(("false", "named", "Sort, Type", "True (ByPropertyName)", "false"), Attributes(kind));
        Assert.Equal(("Kind", "Round"), (Value(kind, "type", "name"), Value(kind, "defaultValue")));
        Assert.Equal("The kind of the thing.", Value(kind, "description"));

        Assert.Equal(("true", "named", "none", "False", "false"), Attributes(parameters[0]));
        Assert.Equal(("false", "0", "none", "True (ByPropertyName, ByValue)", "true"), Attributes(parameters[2]));
    }

    [Fact]
    public void Accepted_values_are_shown_in_the_syntax()
    {
        XElement inSyntax = Children(Child(Child(Convert(Samples.Page), "syntax"), "syntaxItem"), "parameter").Last();
        Assert.Equal(["Round", "Square"], Children(Child(inSyntax, "parameterValueGroup"), "parameterValue").Select(value => value.Value));
    }

    [Fact]
    public void A_topic_becomes_text()
    {
        _pages.Add("about_Things.md", Samples.Topic + "\n\n- a `list`\n- of two\n\nAnd:\n\n    code  here\n\n## Below\n1. one\n");
        new HelpFolder(_pages.Path).Convert(Out);
        Assert.Equal(
            """
            TOPIC
                about_Things

            SHORT DESCRIPTION

                Describes things.

            LONG DESCRIPTION

                A thing is an object.

                - a list
                - of two

                And:

                    code  here

              Below

                1. one

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(Path.Combine(Out, "about_Things.help.txt")));
    }

    [Fact]
    public void Long_topic_lines_are_wrapped_between_words_and_code_is_not()
    {
        string sentence = string.Join(' ', Enumerable.Repeat("thing", 40));
        _pages.Add("about_Things.md", $"{Samples.Topic}\n\n{sentence}\n\n```powershell\n{sentence}\n```\n");
        new HelpFolder(_pages.Path).Convert(Out);

        string[] lines = File.ReadAllLines(Path.Combine(Out, "about_Things.help.txt"));
        Assert.Contains("        " + sentence, lines);
        Assert.All(lines.Where(line => !line.EndsWith(sentence, StringComparison.Ordinal)), line => Assert.True(line.Length <= 80, line));
    }

    // Returns the number of a line. Usually, the parameter 'place' is the whole text of the line. A place such as "```yaml String" means
    // the line that starts the YAML block of a parameter with the type String.
    private static int LineOf(string place, string text)
    {
        string[] lines = text.Split('\n');
        return place.StartsWith("```yaml ", StringComparison.Ordinal)
            ? Array.FindIndex(lines, line => line.EndsWith(": " + place[8..], StringComparison.Ordinal))
            : Array.IndexOf(lines, place) + 1;
    }

    private string Out => Path.Combine(_pages.Path, "out");

    private XElement Convert(string page)
    {
        _pages.Add("Get-Thing.md", page);
        _pages.Add("about_Things.md", Samples.Topic);
        Assert.Equal(0, new HelpFolder(_pages.Path).Convert(Out));
        return Child(XElement.Load(Path.Combine(Out, MamlWriter.FileName)), "command");
    }

    private static (string? Required, string? Position, string? Aliases, string? Pipeline, string? Wildcards) Attributes(XElement parameter) =>
        (parameter.Attribute("required")?.Value, parameter.Attribute("position")?.Value, parameter.Attribute("aliases")?.Value,
        parameter.Attribute("pipelineInput")?.Value, parameter.Attribute("globbing")?.Value);

    private static System.Collections.Generic.IEnumerable<XElement> Children(XElement element, string name) =>
        element.Elements().Where(child => child.Name.LocalName == name);

    private static XElement Child(XElement element, string name) => Children(element, name).First();

    private static string Value(XElement element, params string[] path) => path.Aggregate(element, Child).Value;
}
