using System;
using System.Linq;
using System.Text;
using CompassOps.Scheduling;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks which maintenance windows are valid in a declaration file, and which errors the reader reports for invalid windows.
/// </summary>
public sealed class MaintenanceReadingTests
{
    private const string Rules = """ "rules": [ { "state": "disabled", "entity": { "type": "integration", "id": "51e9" } } ] """;
    private const string Move = """{ "description": "Move", "start": "2027-03-05T20:00:00+01:00", "end": "2027-03-06T04:00:00+01:00",""" + Rules + "}";
    private const string Patch = """{ "description": "Patch night", "weekly": ["Sunday"], "at": "02:00", "duration": "2h", "timeZone": "Europe/Berlin",""" + Rules + "}";

    private static readonly DateTimeOffset Start = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_Example_ReturnsEveryKindOfEntry()
    {
        OperationsDocument document = Read($$"""
            { "teams": [ { "teamId": "t", "teamName": "Shop", "heartbeats": [], "maintenance": [ {{Patch}}, {{Move}} ] } ],
              "global": { "maintenance": [
                { "description": "Release", "weekly": ["Thursday"], "every": 2, "from": "2026-12-03", "at": "22:00", "endAt": "06:00",
                  "timeZone": "America/New_York", "except": ["2026-12-31"], {{Rules}} },
                { "description": "Billing", "monthly": ["SecondTuesday"], "offset": 9, "at": "10pm", "duration": "4h", "timeZone": "utc", "to": "2027-01-21", {{Rules}} },
                { "description": "Log rotation", "daily": true, "at": "04:00", "duration": "30m", "timeZone": "UTC", {{Rules}} } ] } }
            """);
        Assert.Equal(["Team t", "Global"], document.Maintenance.Select(part => $"{part.Key}"));
        Assert.Equal(["12-06 02:00 +01:00 2", "12-13 02:00 +01:00 2"], Windows(document.Teams[0].Maintenance![0], 14));
        Assert.Equal(["03-05 20:00 +01:00 8"], Windows(document.Teams[0].Maintenance![1], 200));
        Assert.Equal(["12-03 22:00 -05:00 8", "12-17 22:00 -05:00 8", "01-14 22:00 -05:00 8"], Windows(document.GlobalMaintenance![0], 50));
        Assert.Equal(["12-17 22:00 +00:00 4", "01-21 22:00 +00:00 4"], Windows(document.GlobalMaintenance[1], 100));
        Assert.Equal(["12-01 04:00 +00:00 0.5", "12-02 04:00 +00:00 0.5"], Windows(document.GlobalMaintenance[2], 2));
        Assert.Equal("disabled integration 51e9", $"{document.GlobalMaintenance[2].Rules.Single()}");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "teams": [ { "teamId": "t" } ] }""")]
    [InlineData("""{ "global": {} }""")]
    public void Read_NothingIsDeclared_DeclaresNothing(string text)
    {
        OperationsDocument document = Read(text);
        Assert.Empty(document.Maintenance);
        Assert.All(document.Teams, static team => Assert.Null(team.Heartbeats));
    }

    [Theory]
    [InlineData("""{ "description": "a", RULES }""", "maintenance[0]: The maintenance entry does not state when its windows start and end. For one window, add 'start' and 'end'")]
    [InlineData("""{ "description": "a", "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "on which days its windows recur. Add 'daily', 'weekly' or 'monthly'")]
    [InlineData("""{ "description": "a", "daily": true, "weekly": ["Sunday"], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "weekly: A maintenance entry cannot have both 'daily' and 'weekly'")]
    [InlineData("""{ "description": "a", "daily": false, "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "daily: 'daily' must be true")]
    [InlineData("""{ "description": "a", "daily": true, "at": "02:00", "duration": "1h", "endAt": "03:00", "timeZone": "UTC", RULES }""", "endAt: A maintenance entry cannot have both 'duration' and 'endAt'")]
    [InlineData("""{ "description": "a", "daily": true, "at": "02:00", "timeZone": "UTC", RULES }""", "how long its windows last. Add 'duration' or 'endAt'")]
    [InlineData("""{ "description": "a", "daily": true, "at": "02:00", "duration": "1h", RULES }""", "needs 'timeZone'")]
    [InlineData("""{ "description": "a", "daily": true, "duration": "1h", "timeZone": "UTC", RULES }""", "needs 'at'")]
    [InlineData("""{ "daily": true, "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "needs 'description'")]
    [InlineData("""{ "description": "a", "daily": true, "at": "02:00", "duration": "1h", "timeZone": "UTC" }""", "needs 'rules'")]
    [InlineData("""{ "description": "a", "daily": true, "at": "02:00", "duration": "1h", "timeZone": "UTC", "rules": [] }""", "The list 'rules' is empty")]
    [InlineData("""{ "description": "a", "daily": true, "at": "24:00", "duration": "1h", "timeZone": "UTC", RULES }""", "'24:00' is not a time of day")]
    [InlineData("""{ "description": "a", "daily": true, "at": "02:00", "duration": "2", "timeZone": "UTC", RULES }""", "unit")]
    [InlineData("""{ "description": "a", "daily": true, "at": "02:00", "duration": "0m", "timeZone": "UTC", RULES }""", "above zero")]
    [InlineData("""{ "description": "a", "daily": true, "at": "02:00", "duration": "1h", "timeZone": "Mars/Olympus", RULES }""", "'Mars/Olympus'")]
    [InlineData("""{ "description": "a", "weekly": [], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "The list 'weekly' is empty")]
    [InlineData("""{ "description": "a", "weekly": ["Caturday"], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "weekly[0]: 'Caturday' is not a weekday")]
    [InlineData("""{ "description": "a", "weekly": "Sunday", "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "must be a list")]
    [InlineData("""{ "description": "a", "weekly": ["Sunday", "Sunday"], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "'Sunday' appears twice")]
    [InlineData("""{ "description": "a", "monthly": [32], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "'32'")]
    [InlineData("""{ "description": "a", "weekly": ["Sunday"], "every": 2, "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "every: 'every' needs 'from'")]
    [InlineData("""{ "description": "a", "weekly": ["Sunday"], "every": 0, "from": "2026-12-01", "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "whole number from 1")]
    [InlineData("""{ "description": "a", "weekly": ["Sunday"], "offset": 2, "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "offset: 'offset' is allowed only if 'monthly' is Last or a day")]
    [InlineData("""{ "description": "a", "monthly": ["SecondTuesday", 15], "offset": 2, "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "offset: 'offset' is allowed only if 'monthly' is Last or a day")]
    [InlineData("""{ "description": "a", "daily": true, "from": "2026-02-30", "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "'2026-02-30' is not a date")]
    [InlineData("""{ "description": "a", "daily": true, "from": "2026-12-02", "to": "2026-12-01", "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "to: 'to' is before 'from'")]
    [InlineData("""{ "description": "a", "daily": true, "except": ["24.12.2026"], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }""", "except[0]: '24.12.2026' is not a date")]
    [InlineData("""{ "description": "a", "start": "2027-03-05T20:00:00", "end": "2027-03-06T04:00:00Z", RULES }""", "start: '2027-03-05T20:00:00' is not a date and time with a UTC offset")]
    [InlineData("""{ "description": "a", "start": "2027-03-05T20:00:00Z", RULES }""", "needs 'end'")]
    [InlineData("""{ "description": "a", "start": "2027-03-05T20:00:00Z", "end": "2027-03-05T21:00:00+01:00", RULES }""", "end: 'end' is not after 'start'")]
    [InlineData("""{ "description": "a", "start": "2027-03-05T20:00:00Z", "end": "2027-03-05T22:00:00Z", "timeZone": "UTC", RULES }""", "timeZone: 'timeZone' is allowed only for recurring windows")]
    [InlineData("""{ "description": "a", "daily": true, "at": "02:00", "duration": "1h", "timeZone": "UTC", "title": "", RULES }""", "'title' is not a property of a maintenance entry")]
    [InlineData("""{ "description": "a", "start": "2027-03-05T20:00:00Z", "end": "2027-03-05T22:00:00Z", "rules": [ { "state": "enabled", "entity": { "type": "sync", "id": "x" } } ] }""", "cannot enable the sync")]
    [InlineData("""{ "description": "a", "start": "2027-03-05T20:00:00Z", "end": "2027-03-05T22:00:00Z", "rules": [ { "state": "disabled" } ] }""", "rules[0]: A rule needs 'entity'")]
    public void Read_Mistake_IsReportedAlone(string entry, string expected)
    {
        DocumentException wrong = Assert.Throws<DocumentException>(() => Read(Global(entry.Replace("RULES", Rules, StringComparison.Ordinal))));
        Assert.Contains(expected, $"{Assert.Single(wrong.Problems)}", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralMistakes_ReportsAllWithTheirPlaces()
    {
        string text = "{ \"global\": { \"maintenance\": [\n{ \"description\": \" \", \"daily\": true, \"at\": 2, \"duration\": \"1h\", \"timeZone\": \"UTC\"," + Rules
            + "},\n17,\n{ \"description\": \"b\", \"monthly\": [\"Midmonth\"], \"at\": \"2\", \"duration\": \"1h\", \"timeZone\": \"\"," + Rules + "} ] } }";
        DocumentException wrong = Assert.Throws<DocumentException>(() => Read(text));
        Assert.Equal(
            ["2 description", "2 at", "3 [1]", "4 monthly[0]", "4 at", "4 timeZone"],
            wrong.Problems.Select(static problem => $"{problem.Place.Line} {(problem.Path.Split('.')[^1] is var last && last.EndsWith("[1]", StringComparison.Ordinal) ? "[1]" : last)}"));
    }

    [Theory]
    [InlineData(Patch, """{ "description": " PATCH NIGHT ", "daily": true, "at": "02:00", "duration": "1h", "timeZone": "UTC",""" + Rules + "}", "already used in line 1")]
    [InlineData(Move, """{ "description": "move", "daily": true, "at": "02:00", "duration": "1h", "timeZone": "UTC",""" + Rules + "}", "already used in line 1")]
    [InlineData(Patch, """{ "description": "Patch night", "start": "2027-03-05T20:00:00Z", "end": "2027-03-05T21:00:00Z",""" + Rules + "}", "already used in line 1")]
    [InlineData(Move, """{ "description": "move", "start": "2027-03-05T19:00:30Z", "end": "2027-03-05T21:00:00Z",""" + Rules + "}", "is declared twice with the same start")]
    [InlineData(Move, """{ "description": "move", "start": "2027-03-05T19:02:00Z", "end": "2027-03-05T21:00:00Z",""" + Rules + "}", null)]
    public void Read_DescriptionTwice_IsAMistakeUnlessSingleEntriesStartAtOtherTimes(string one, string other, string? expected)
    {
        if (expected is null)
        {
            Assert.Equal(2, Read(Global($"{one},{other}")).GlobalMaintenance!.Count);
        }
        else
        {
            Assert.Contains(expected, Assert.Single(Assert.Throws<DocumentException>(() => Read(Global($"{one},{other}"))).Problems).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CheckRuleWords_UnknownWord_IsAMistakeUnlessTheServiceUsesIt()
    {
        OperationsDocument document = Read(Global("""
            { "description": "a", "start": "2027-03-05T20:00:00Z", "end": "2027-03-05T22:00:00Z", "rules": [ { "state": "muted", "entity": { "type": "robot", "id": "x" } } ] }
            """));
        Assert.Equal(2, Assert.Throws<DocumentException>(() => document.CheckRuleWords([])).Problems.Count);
        document.CheckRuleWords([new Maintenance { Rules = [new MaintenanceRule("Muted", "robot", "y")] }]);
        document.CheckWords([]);
    }

    [Fact]
    public void Read_SeveralFiles_MayDeclareDifferentListsOfATeam()
    {
        string heartbeats = """{ "teams": [ { "teamId": "t", "heartbeats": [] } ] }""";
        string windows = $$"""{ "teams": [ { "teamId": "T", "maintenance": [ {{Move}} ] } ] }""";
        DeclaredTeam team = Assert.Single(Read(heartbeats, windows).Teams);
        Assert.NotNull(team.Heartbeats);
        Assert.NotNull(team.Maintenance);
        Assert.Contains("declared twice", Assert.Throws<DocumentException>(() => Read(windows, windows)).Message, StringComparison.Ordinal);
        Assert.Contains("global maintenance windows are declared twice", Assert.Throws<DocumentException>(() => Read(Global(Move), Global(Move))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ExistingDeclaration_KeepsListsThatAreNotWritten()
    {
        byte[] present = Encoding.UTF8.GetBytes($$"""
            { "teams": [ { "teamId": "b", "teamName": "Zoë", "heartbeats": [ { "interval": 5, "name": "x", "intervalUnit": "minutes" } ], "maintenance": [ {{Patch}} ] } ], "global": { "maintenance": [ {{Move}} ] } }
            """);
        DeclaredTeam heartbeats = new("a", [new DeclaredHeartbeat { Name = "new", Interval = 1 }]);
        OperationsDocument written = Read(Encoding.UTF8.GetString(OperationsDocument.Write([heartbeats], null, null, present)));
        Assert.Equal(["a", "b"], written.Teams.Select(static team => team.TeamId));
        Assert.Equal("Zoë", written.Teams[1].TeamName);
        Assert.Equal("x", Assert.Single(written.Teams[1].Heartbeats!).Name);
        Assert.True(Assert.Single(written.Teams[1].Maintenance!).IsRecurring);
        Assert.Single(written.GlobalMaintenance!);

        DeclaredMaintenance window = DeclaredMaintenance.Once("Cut-over", [new MaintenanceRule("disabled", "sync", "s")], Start, Start.AddHours(1));
        byte[] again = OperationsDocument.Write([new DeclaredTeam("B", null) { Maintenance = [window] }], null, [], present);
        Assert.Equal(again, OperationsDocument.Write([new DeclaredTeam("B", null) { Maintenance = [window] }], null, [], again));
        OperationsDocument second = Read(Encoding.UTF8.GetString(again));
        Assert.Equal("x", Assert.Single(second.Teams.Single().Heartbeats!).Name);
        Assert.Equal(["12-01 00:00 +00:00 1"], Windows(second.Teams.Single().Maintenance!.Single(), 10));
        Assert.Empty(second.GlobalMaintenance!);
    }

    private static OperationsDocument Read(params string[] texts) =>
        OperationsDocument.Read(texts.Select((text, index) => new DocumentSource($"f{index}", Encoding.UTF8.GetBytes(text))));

    private static string Global(string entries) => $$"""{ "global": { "maintenance": [ {{entries}} ] } }""";

    private static string[] Windows(DeclaredMaintenance entry, int days) => entry.Occurrences(Start, Start.AddDays(days)).Select(Show).ToArray();

    private static string Show(Occurrence one) => FormattableString.Invariant($"{one.Start:MM-dd HH:mm zzz} {(one.End - one.Start).TotalHours}");
}
