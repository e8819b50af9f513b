using System;
using System.Diagnostics;
using System.Linq;
using System.Text;

namespace CompassOps.Core.Tests;

/// <summary>Checks which declaration files are valid, and which line and column the error for an invalid file contains.</summary>
public sealed class DocumentReadingTests
{
    private const string Team = "77b933c9-92bb-46e7-a73c-764b8d7c3c25";

    [Fact]
    public void Omitted_properties_get_the_defaults_of_a_new_heartbeat()
    {
        DeclaredHeartbeat heartbeat = Assert.Single(Assert.Single(Read(Of("""{ "name": "a", "interval": 5, "intervalUnit": "Minute" }""")).Teams).Heartbeats!);
        Assert.Equal(new DeclaredHeartbeat { Name = "a", Interval = 5, IntervalUnit = "minutes", AlertTags = heartbeat.AlertTags }, heartbeat);
        Assert.True(heartbeat.Enabled);
        Assert.Empty(heartbeat.AlertTags);
        Assert.Equal("P3", heartbeat.AlertPriority);
    }

    [Fact]
    public void All_properties_are_read_in_any_order_and_a_byte_order_mark_is_ignored()
    {
        const string Text = """
            { "alertTags": ["x", "y"], "alertPriority": "p1", "enabled": false, "alertMessage": "m", "intervalUnit": "DAYS", "interval": 2.0, "description": "d ü", "name": "a" }
            """;
        DeclaredTeam team = Assert.Single(OperationsDocument.Read(
            [new DocumentSource("f", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Of(Text))])]).Teams);
        DeclaredHeartbeat heartbeat = Assert.Single(team.Heartbeats!);
        Assert.Equal(["x", "y"], heartbeat.AlertTags);
        Assert.Equal(
            new DeclaredHeartbeat
            {
                Name = "a",
                Description = "d ü",
                Interval = 2,
                IntervalUnit = "days",
                Enabled = false,
                AlertMessage = "m",
                AlertTags = heartbeat.AlertTags,
                AlertPriority = "P1",
            },
            heartbeat);
    }

    [Fact]
    public void An_error_has_the_line_and_column_that_an_editor_shows()
    {
        const string Text = "{\r\n  \"teams\": [\r\n    { \"teamId\": \"t\", \"teamName\": \"Zoë 🚀\", \"heartbeets\": [] }\r\n  ]\r\n}";
        DocumentException wrong = Assert.Throws<DocumentException>(() => Read(Text));
        Assert.Equal(["f:3:44"], wrong.Problems.Select(problem => $"{problem.Place}"));
        Assert.Equal(["teams[0].heartbeets"], wrong.Problems.Select(problem => problem.Path));
        Assert.Equal(Text.Split('\n')[2].IndexOf("\"heartbeets", StringComparison.Ordinal) + 1, wrong.Problems[0].Place.Column);
    }

    [Fact]
    public void All_problems_are_reported_together_in_the_order_of_lines()
    {
        const string Text = """
            {
              "teams": [
                {
                  "teamId": "a b",
                  "heartbeats": [
                    { "name": "x", "interval": 0, "intervalUnit": "minutes", "status": "Pending" },
                    { "Name": "y", "interval": "5", "intervalUnit": 7, "enabled": "yes", "alertTags": ["a", "a", " ", 3] },
                    { "name": "x", "interval": 5.5, "intervalUnit": "minutes", "description": null, "name": "z" },
                    17
                  ]
                },
                { "teamId": "b", "heartbeats": {} },
                { "heartbeats": [] }
              ],
              "version": 1
            }
            """;
        DocumentException wrong = Assert.Throws<DocumentException>(() => Read(Text));
        Assert.Equal(
            [
                "teams[0].teamId: 'a b' is not a team's id. Specify only the id, not a name or an address.",
                "teams[0].heartbeats[0].interval: 'interval' must be a whole number, 1 or more, without quotation marks.",
                "teams[0].heartbeats[0].status: 'status' is not a property of a heartbeat. The known properties are name, description, interval, intervalUnit, enabled, alertMessage, alertTags, alertPriority.",
                "teams[0].heartbeats[1]: A heartbeat needs 'name'. Add this property.",
                "teams[0].heartbeats[1].Name: 'Name' is not a known property. Write 'name'.",
                "teams[0].heartbeats[1].interval: 'interval' must be a whole number, 1 or more, without quotation marks.",
                "teams[0].heartbeats[1].intervalUnit: 'intervalUnit' must be text in quotation marks.",
                "teams[0].heartbeats[1].enabled: 'enabled' must be true or false, without quotation marks.",
                "teams[0].heartbeats[1].alertTags[1]: The tag 'a' appears twice. Remove one of the two.",
                "teams[0].heartbeats[1].alertTags[2]: A tag is empty. Remove the empty tag.",
                "teams[0].heartbeats[1].alertTags[3]: A tag must be text in quotation marks.",
                "teams[0].heartbeats[2].name: The heartbeat 'x' is declared twice in this team, first in line 6. Remove one of the two.",
                "teams[0].heartbeats[2].interval: 'interval' must be a whole number, 1 or more, without quotation marks.",
                "teams[0].heartbeats[2].description: 'description' must be text in quotation marks. If there is no value, remove the property.",
                "teams[0].heartbeats[2].name: 'name' appears twice. Remove one of the two.",
                "teams[0].heartbeats[3]: A heartbeat must be an object in braces ({ }).",
                "teams[1].heartbeats: 'heartbeats' must be a list in square brackets ([ ]).",
                "teams[2]: A team needs 'teamId'. Add this property.",
                "version: 'version' is not a property of the document. The known properties are $schema, teams, global.",
            ],
            wrong.Problems.Select(problem => $"{problem.Path}: {problem.Message}"));
        Assert.All(wrong.Problems, problem => Assert.Contains($"{problem}", wrong.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "f:1:1: The file is empty.")]
    [InlineData(" \r\n\t", "f:1:1: The file is empty.")]
    [InlineData("[]", "f:1:1: The document must be an object in braces ({ }).")]
    [InlineData("null", "f:1:1: The document must be an object in braces ({ }).")]
    [InlineData("{\n  // mine\n  \"teams\": [] }", "f:2:3: JSON does not allow comments.")]
    [InlineData("{ \"teams\": [], }", "f:1:16: There is a comma after the last item.")]
    [InlineData("{ \"ü\" [", "f:1:7: The file is not valid JSON: '[' is invalid after a property name.")]
    [InlineData("{ \"teams\": [] } x", "f:1:17: The file is not valid JSON: ")]
    [InlineData("{ \"teams\": [", "f:1:13: The file is not valid JSON: ")]
    [InlineData("""{ "teams": [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]] }""", "The file is not valid JSON: The maximum")]
    [InlineData("""{ "teams": [{ "teamId": "\ud800", "heartbeats": [] }] }""", "f:1:25: teams[0].teamId: 'teamId' contains an incomplete Unicode character")]
    [InlineData("""{ "teams": [{ "teamId": "..", "heartbeats": [] }] }""", "'..' is not a team's id.")]
    [InlineData("""{ "teams": [{ "teamId": "ari:cloud:identity::team/x", "heartbeats": [] }] }""", "is not a team's id.")]
    [InlineData("""{ "teams": [{ "teamId": "a", "heartbeats": [] }, { "teamId": "A", "heartbeats": [] }] }""", "f:1:62: The team A is declared twice, first at f:1:25.")]
    public void A_malformed_file_is_rejected_with_the_position(string text, string expected)
    {
        DocumentException wrong = Assert.Throws<DocumentException>(() => Read(text));
        Assert.Contains(expected, $"{Assert.Single(wrong.Problems)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    [Trait("Category", "Slow")]
    public void Reading_20000_wrong_rows_takes_linear_time_and_shows_the_first_20_mistakes(string between)
    {
        const string Row = """{ "name": "a é 🚀", "interval": 0, "intervalUnit": "weeks", "alertTags": ["x", "x"], "extra": 1 }""";
        byte[] content = Encoding.UTF8.GetBytes(Of(string.Join("," + between, Enumerable.Repeat(Row, 20_000))));
        Stopwatch watch = Stopwatch.StartNew();
        DocumentException wrong = Assert.Throws<DocumentException>(() => OperationsDocument.Read([new DocumentSource("f", content)]));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"Reading took {watch.Elapsed}.");
        Assert.Equal(79_999, wrong.Problems.Count);
        Assert.Contains("79999 mistakes, so nothing was compared or changed. The first 20 mistakes are:", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("(20) f:", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(21)", wrong.Message, StringComparison.Ordinal);
        Assert.True(wrong.Message.Length < 10_000);
        string[] lines = Encoding.UTF8.GetString(content).Split('\n');
        Assert.All(
            wrong.Problems.Where((_, index) => index % 1000 < 4),
            problem => Assert.Contains(lines[problem.Place.Line - 1][problem.Place.Column - 1], "{\"0"));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Reading_20000_tags_teams_and_unknown_words_takes_linear_time()
    {
        string tags = string.Join(",", Enumerable.Range(0, 20_000).Select(number => $"\"{number}\""));
        string words = string.Join(",", Enumerable.Range(0, 20_000).Select(number => $$"""{ "name": "{{number}}", "interval": 1, "intervalUnit": "weeks" }"""));
        string teams = string.Join(",", Enumerable.Range(0, 20_000).Select(number => $$"""{ "teamId": "t{{number % 10_000}}", "heartbeats": [] }"""));
        Stopwatch watch = Stopwatch.StartNew();
        Read(Of($$"""{ "name": "a", "interval": 1, "intervalUnit": "days", "alertTags": [{{tags}}] }"""));
        DocumentException unknown = Assert.Throws<DocumentException>(() => Read(Of(words)).CheckWords([]));
        DocumentException twice = Assert.Throws<DocumentException>(() => Read($$"""{ "teams": [{{teams}}] }"""));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"Reading took {watch.Elapsed}.");
        Assert.Equal((20_000, 10_000), (unknown.Problems.Count, twice.Problems.Count));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("xx")]
    public void A_problem_quotes_only_the_beginning_of_a_long_text(string start)
    {
        string name = start + string.Concat(Enumerable.Repeat("🚀", 100_000));
        DocumentException wrong = Assert.Throws<DocumentException>(() => Read(Of($$"""{ "{{name}}": 1, "name": "a", "interval": 1, "intervalUnit": "days" }""")));
        Assert.InRange(wrong.Message.Length, 500, 700);
        Assert.EndsWith("🚀…", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused_with_that_reason()
    {
        byte[] content = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Of(""))];
        DocumentException wrong = Assert.Throws<DocumentException>(() => OperationsDocument.Read([new DocumentSource("f", content)]));
        Assert.Contains("Save the file as UTF-8", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_make_one_document_and_a_team_may_be_in_only_one()
    {
        DocumentSource first = new("a.json", Encoding.UTF8.GetBytes("""{ "teams": [{ "teamId": "a", "heartbeats": [] }] }"""));
        DocumentSource second = new("b.json", Encoding.UTF8.GetBytes("""{ "teams": [{ "teamId": "b", "heartbeats": [] }] }"""));
        Assert.Equal(["a", "b"], OperationsDocument.Read([first, second]).Teams.Select(team => team.TeamId));
        DocumentException wrong = Assert.Throws<DocumentException>(() => OperationsDocument.Read([first, second, first with { File = "c.json" }]));
        Assert.Equal("c.json:1:25: The team a is declared twice, first at a.json:1:25. Declare the team once, and merge its lists.", $"{Assert.Single(wrong.Problems)}");
    }

    [Fact]
    public void An_unknown_value_is_refused_unless_the_service_uses_it()
    {
        OperationsDocument document = Read(Of("""{ "name": "a", "interval": 1, "intervalUnit": "weeks", "alertPriority": "P0" }"""));
        Heartbeat weekly = new() { Name = "b", Interval = 3, IntervalUnit = "Weeks", AlertPriority = "P1" };
        Heartbeat urgent = new() { Name = "c", Interval = 3, IntervalUnit = "days", AlertPriority = "p0" };

        document.CheckWords([weekly, urgent]);
        DocumentProblem[] problems = [.. Assert.Throws<DocumentException>(() => document.CheckWords([])).Problems];
        Assert.Equal(["'weeks' is not a unit of an interval. Specify minutes, hours or days.", "'P0' is not a priority. Specify P1, P2, P3, P4 or P5."], problems.Select(problem => problem.Message));
        Assert.Equal(problems[1], Assert.Single(Assert.Throws<DocumentException>(() => document.CheckWords([weekly])).Problems));
    }

    private static OperationsDocument Read(string text) => OperationsDocument.Read([new DocumentSource("f", Encoding.UTF8.GetBytes(text))]);

    private static string Of(string heartbeats) => $$"""{ "$schema": "./s.json", "teams": [{ "teamId": "{{Team}}", "heartbeats": [{{heartbeats}}] }] }""";
}
