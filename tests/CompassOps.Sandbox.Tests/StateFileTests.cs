// The state file.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class StateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compassops-sandbox-").FullName;

    private string StatePath => Path.Combine(_folder, "state.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_there_is_there_again()
    {
        string cloudId;
        string heartbeats;
        string team;
        string global;
        IReadOnlyList<SandboxAlert> alerts;
        using (SandboxFixture first = Open())
        {
            cloudId = first.Server.CloudId;
            await first.Post(SandboxFixture.Heartbeats, """{"name":"Über \"a\"/b","description":"d\n","interval":2,"intervalUnit":"hours","enabled":true,"alertMessage":"m","alertTags":["x","y"],"alertPriority":"P1"}""");
            await first.CreateHeartbeat("Web");
            await first.CreateHeartbeat("Off", "1", "days", enabled: false);
            await first.Ping("Web");
            await first.Ping("Off");
            await first.CreateWindow(SandboxFixture.Window(1, 60), $"/v1/teams/{SandboxFixture.Team}/maintenances");
            string cancelled = await first.CreateWindow("""{"description":"open","rules":[{"state":"enabled","entity":{"type":"policy","id":"p"}}]}""");
            await first.Post($"/v1/maintenances/{cancelled}/cancel");
            first.Server.Step(TimeSpan.FromMinutes(7));
            (heartbeats, team, global) = await Everything(first);
            alerts = first.Server.Alerts;
            Assert.True(Assert.Single(alerts).Silenced);
        }

        using SandboxFixture second = Open();
        Assert.Equal(cloudId, second.Server.CloudId);
        Assert.Equal(SandboxFixture.Start.AddMinutes(7), second.Server.Now);
        Assert.Equal((heartbeats, team, global), await Everything(second));
        Assert.Equal(alerts.Select(alert => alert.ToString().Split("Tags")[0]), second.Server.Alerts.Select(alert => alert.ToString().Split("Tags")[0]));
        Assert.Equal([StatePath, StatePath + ".lock"], Directory.GetFiles(_folder).Order());
        second.Dispose();
        Assert.Equal([StatePath], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_heartbeat_that_expired_meanwhile_has_done_so_at_its_time()
    {
        using (SandboxFixture first = Open())
        {
            await first.CreateHeartbeat("Web");
            await first.Ping("Web");
        }

        using SandboxFixture second = Open(new SandboxOptions { StatePath = StatePath, ClockStopped = true, StartTime = SandboxFixture.Start.AddHours(1) });
        Assert.Equal("Unresponsive", await second.StatusOf("Web"));
        Assert.Equal(SandboxFixture.Start.AddMinutes(5), Assert.Single(second.Server.Alerts).RaisedAt);
    }

    [Fact]
    public void A_clock_that_runs_goes_on_as_far_ahead_as_it_was()
    {
        using (SandboxServer first = SandboxServer.Start(new SandboxOptions { StatePath = StatePath }))
        {
            first.Step(TimeSpan.FromDays(100));
        }

        using SandboxServer second = SandboxServer.Start(new SandboxOptions { StatePath = StatePath });
        Assert.InRange(second.Now - DateTimeOffset.UtcNow, TimeSpan.FromDays(100) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(100));
    }

    [Fact]
    public async Task The_file_has_what_was_answered_and_no_token()
    {
        using SandboxFixture rehearsal = Open();
        await rehearsal.CreateHeartbeat("Web");
        string text = await File.ReadAllTextAsync(StatePath);
        Assert.Contains("\"name\": \"Web\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.Server.Token, text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_may_be_written_by_hand_with_the_least_that_is_needed()
    {
        await File.WriteAllTextAsync(StatePath, """
            // A sandbox for the shop.
            {
              "compassOpsSandbox": 1, "cloudId": "shop", "email": "me@shop.test",
              "teams": [ { "teamId": "T", "teamName": "Team", "heartbeats": [ { "name": "Web", "interval": 5, "intervalUnit": "minutes" }, ] } ],
              "maintenances": [ { "startDate": "2023-12-11T10:00:00Z", "rules": [ { "state": "disabled", "entity": { "type": "sync", "id": "s" } } ] } ],
            }
            """);
        using SandboxFixture rehearsal = Open();
        Assert.Equal(("shop", "me@shop.test"), (rehearsal.Server.CloudId, rehearsal.Server.Email));
        Assert.Equal([new SandboxTeam("T", "Team")], rehearsal.Server.Teams);
        Assert.Null(JsonPattern.Difference(
            """{"values":[{"name":"Web","interval":5,"intervalUnit":"Minutes","enabled":false,"status":"Off","ownerTeamId":"T","alertMessage":"HeartbeatName is expired","alertTags":[],"alertPriority":"P3"}],"links":{}}""",
            (await rehearsal.Get("/v1/teams/T/heartbeats")).Body));
        Assert.Equal("active", (await rehearsal.Get("/v1/maintenances")).Json.GetProperty("values")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Options_go_before_the_file_and_take_nothing_from_it()
    {
        using (SandboxFixture first = Open())
        {
            await first.CreateHeartbeat("Web");
        }

        using SandboxFixture second = Open(new SandboxOptions { StatePath = StatePath, CloudId = "c", Email = "e", Teams = [new SandboxTeam("T", "Team"), new SandboxTeam(SandboxFixture.Team, "Renamed")] });
        Assert.Equal(("c", "e"), (second.Server.CloudId, second.Server.Email));
        Assert.Equal(["Team", "Renamed", "Payments"], second.Server.Teams.Take(3).Select(team => team.TeamName));
        Assert.Equal("Pending", await second.StatusOf("Web"));
    }

    [Theory]
    [InlineData("{\n  \"compassOpsSandbox\": 1,\n  oops\n}", 3, "this is not JSON.")]
    [InlineData("", 1, "this is not JSON.")]
    [InlineData("{}\n{}", 2, "this is not JSON.")]
    [InlineData("[]", 1, "The file must be an object.")]
    [InlineData("{}", 1, "The file lacks 'compassOpsSandbox'.")]
    [InlineData("{\n\"compassOpsSandbox\": 2\n}", 2, "the format 2 is of a newer version.")]
    public void A_file_that_is_none_is_refused_with_its_line(string text, int line, string message) => AssertRefused(text, line, message);

    [Theory]
    [InlineData("\"interval\": 5", "\"interval\": 0", 0, "'interval' must be a whole number, 1 or more.")]
    [InlineData("\"interval\": 5", "\"interval\": \"5\"", 0, "'interval' must be a whole number, 1 or more.")]
    [InlineData("\"interval\": 5", "\"intervall\": 5", -2, "An item of 'heartbeats' lacks 'interval'.")]
    [InlineData("\"enabled\": true", "\"enable\": true", 0, "'enable' is unknown here. Known are name, lastPing, description, interval, intervalUnit, enabled, alertMessage, alertTags, alertPriority, status, countsFrom.")]
    [InlineData("\"enabled\": true", "\"enabled\": 1", 0, "'enabled' must be true or false.")]
    [InlineData("\"enabled\": true", "\"interval\": 5", 0, "'interval' stands twice.")]
    [InlineData("\"Minutes\"", "\"Weeks\"", 0, "'intervalUnit' must be one of Minutes, Hours, Days.")]
    [InlineData("\"Pending\"", "\"Responsive\"", -8, "a responsive heartbeat needs its 'lastPing'.")]
    [InlineData("\"Pending\"", "\"Asleep\"", 0, "'status' must be one of Pending, Responsive, Unresponsive.")]
    [InlineData("\"name\": \"App\"", "\"name\": \"Web\"", 0, "'Web' stands twice.")]
    [InlineData("\"name\": \"App\"", "\"name\": \"\"", 0, "this must not be blank.")]
    [InlineData("\"2023-12-11T12:00:00.000Z\"", "\"2023-12-11T10:00:00.000Z\"", 0, "'endDate' must be after 'startDate'.")]
    [InlineData("\"2023-12-11T12:00:00.000Z\"", "\"tomorrow\"", 0, "'endDate' must be an ISO 8601 instant such as 2023-12-11T11:37:40.501Z.")]
    [InlineData("\"disabled\"", "\"enabled\"", 0, "integrations and syncs cannot be enabled.")]
    [InlineData("\"disabled\"", "\"off\"", 0, "'state' must be one of disabled, enabled, noMaintenance.")]
    [InlineData("\"clockAhead\": \"00:00:00\"", "\"clockAhead\": \"soon\"", 0, "'clockAhead' must be a timespan such as 1.12:30:00.")]
    public async Task A_damaged_file_is_refused_with_its_line(string right, string wrong, int above, string message)
    {
        using (SandboxFixture rehearsal = Open(new SandboxOptions { StatePath = StatePath, StartTime = SandboxFixture.Start, ClockStopped = true, Teams = [new SandboxTeam(SandboxFixture.Team, "T")] }))
        {
            await rehearsal.CreateHeartbeat("Web");
            await rehearsal.CreateHeartbeat("App");
            await rehearsal.CreateWindow(SandboxFixture.Window(30, 60));
        }

        // The clock's lead depends on the day; the line that has it does not.
        string[] lines = await File.ReadAllLinesAsync(StatePath);
        lines[4] = "  \"clockAhead\": \"00:00:00\",";
        string text = string.Join('\n', lines);
        int at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{right}' is not in the file.");
        AssertRefused(text[..at] + wrong + text[(at + right.Length)..], text[..at].Split('\n').Length + above, message);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        using (SandboxFixture rehearsal = Open())
        {
            rehearsal.Server.Step(TimeSpan.FromSeconds(1));
        }

        byte[] whole = File.ReadAllBytes(StatePath);
        int end = whole.AsSpan().TrimEnd((byte)'\n').Length;
        for (int length = 0; length < end; length += 13)
        {
            File.WriteAllBytes(StatePath, whole[..length]);
            Assert.Throws<SandboxStateException>(() => SandboxServer.Start(new SandboxOptions { StatePath = StatePath }));
        }
    }

    [Fact]
    public void Two_sandboxes_do_not_share_a_file()
    {
        using SandboxFixture first = Open();
        SandboxStateException error = Assert.Throws<SandboxStateException>(() => SandboxServer.Start(new SandboxOptions { StatePath = StatePath }));
        Assert.Contains("another sandbox", error.Message, StringComparison.Ordinal);
        Assert.Equal((StatePath, null), (error.Path, error.Line));
    }

    [Fact]
    public async Task A_change_that_cannot_be_written_is_an_error_and_the_next_tries_again()
    {
        using SandboxFixture rehearsal = Open();
        Directory.CreateDirectory(StatePath + ".tmp");
        Answer failed = await rehearsal.CreateHeartbeat("Web");
        Assert.Equal(500, failed.Status);
        Assert.Contains("cannot be written", failed.Body, StringComparison.Ordinal);
        Directory.Delete(StatePath + ".tmp");
        Assert.Equal(201, (await rehearsal.CreateHeartbeat("App")).Status);
        Assert.Contains("\"Web\"", await File.ReadAllTextAsync(StatePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_made_if_it_is_not_there()
    {
        using SandboxFixture rehearsal = new(new SandboxOptions { StatePath = Path.Combine(_folder, "a", "b", "state.json") });
        Assert.Equal(201, (await rehearsal.CreateHeartbeat("Web")).Status);
        Assert.True(File.Exists(rehearsal.Server.StatePath));
    }

    [Fact]
    public async Task Changes_at_once_are_all_in_the_file()
    {
        using (SandboxFixture rehearsal = Open())
        {
            Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => rehearsal.CreateHeartbeat($"h{i}")));
            Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        }

        using SandboxFixture again = Open();
        Assert.Equal(100, (await again.Get($"{SandboxFixture.Heartbeats}?size=100")).Json.GetProperty("values").GetArrayLength());
    }

    private static async Task<(string Heartbeats, string Team, string Global)> Everything(SandboxFixture rehearsal) => (
        (await rehearsal.Get(SandboxFixture.Heartbeats)).Body,
        (await rehearsal.Get($"/v1/teams/{SandboxFixture.Team}/maintenances")).Body,
        (await rehearsal.Get("/v1/maintenances")).Body);

    private SandboxFixture Open(SandboxOptions? options = null) =>
        new(options ?? new SandboxOptions { StatePath = StatePath, ClockStopped = true, StartTime = File.Exists(StatePath) ? null : SandboxFixture.Start });

    private void AssertRefused(string text, int line, string message)
    {
        File.WriteAllText(StatePath, text);
        SandboxStateException error = Assert.Throws<SandboxStateException>(() => SandboxServer.Start(new SandboxOptions { StatePath = StatePath }));
        Assert.Equal($"{StatePath}, line {line}: {message}", error.Message);
        Assert.Equal(line, error.Line);
        Assert.Equal(text, File.ReadAllText(StatePath));
        Assert.Equal([StatePath], Directory.GetFiles(_folder));
    }
}
