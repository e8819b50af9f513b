using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using CompassOps.Sandbox.Storage;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class StateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compassops-sandbox-").FullName;

    private string StatePath => Path.Combine(_folder, "state.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Saved_state_is_restored()
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
        Assert.Equal([StatePath, StatePath + ".compassops-lock"], Directory.GetFiles(_folder).Order());
        second.Dispose();
        Assert.Equal([StatePath], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_heartbeat_that_expired_while_the_sandbox_was_stopped_has_the_right_expiry_time()
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
    public void A_running_clock_keeps_its_offset_after_a_restart()
    {
        using (SandboxServer first = SandboxServer.Start(new SandboxOptions { StatePath = StatePath }))
        {
            first.Step(TimeSpan.FromDays(100));
        }

        using SandboxServer second = SandboxServer.Start(new SandboxOptions { StatePath = StatePath });
        Assert.InRange(second.Now - DateTimeOffset.UtcNow, TimeSpan.FromDays(100) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(100));
    }

    [Fact]
    public async Task The_file_has_every_acknowledged_write_and_no_token()
    {
        using SandboxFixture sandbox = Open();
        await sandbox.CreateHeartbeat("Web");
        string text = await File.ReadAllTextAsync(StatePath);
        Assert.Contains("\"name\": \"Web\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.Server.Token, text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_minimal_file_written_by_hand_is_accepted()
    {
        await File.WriteAllTextAsync(StatePath, """
            // A sandbox for the shop.
            {
              "compassOpsSandbox": 1, "cloudId": "shop", "email": "me@shop.test",
              "teams": [ { "teamId": "T", "teamName": "Team", "heartbeats": [ { "name": "Web", "interval": 5, "intervalUnit": "minutes" }, ] } ],
              "maintenances": [ { "startDate": "2023-12-11T10:00:00Z", "rules": [ { "state": "disabled", "entity": { "type": "sync", "id": "s" } } ] } ],
            }
            """);
        using SandboxFixture sandbox = Open();
        Assert.Equal(("shop", "me@shop.test"), (sandbox.Server.CloudId, sandbox.Server.Email));
        Assert.Equal([new SandboxTeam("T", "Team")], sandbox.Server.Teams);
        Assert.Null(JsonPattern.Difference(
            """{"values":[{"name":"Web","interval":5,"intervalUnit":"Minutes","enabled":false,"status":"Off","ownerTeamId":"T","alertMessage":"HeartbeatName is expired","alertTags":[],"alertPriority":"P3"}],"links":{}}""",
            (await sandbox.Get("/v1/teams/T/heartbeats")).Body));
        Assert.Equal("active", (await sandbox.Get("/v1/maintenances")).Json.GetProperty("values")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Options_override_the_file_and_remove_nothing()
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
    [InlineData("{\n  \"compassOpsSandbox\": 1,\n  oops\n}", 3, "the state file is not valid JSON.")]
    [InlineData("", 1, "the state file is not valid JSON.")]
    [InlineData("{}\n{}", 2, "the state file is not valid JSON.")]
    [InlineData("[]", 1, "The file must be an object.")]
    [InlineData("{}", 1, "The file lacks the field 'compassOpsSandbox'.")]
    [InlineData("{\n\"compassOpsSandbox\": 2\n}", 2, "this sandbox cannot read the newer format 2 of the state file. Update the sandbox, or choose another state file.")]
    public void A_file_that_is_not_JSON_is_refused_with_the_line(string text, int line, string message) => AssertRefused(text, line, message);

    [Theory]
    [InlineData("\"interval\": 5", "\"interval\": 0", 0, "'interval' must be a whole number, 1 or more.")]
    [InlineData("\"interval\": 5", "\"interval\": \"5\"", 0, "'interval' must be a whole number, 1 or more.")]
    [InlineData("\"interval\": 5", "\"intervall\": 5", -2, "An item of 'heartbeats' lacks the field 'interval'.")]
    [InlineData("\"enabled\": true", "\"enable\": true", 0, "'enable' is not a known field of this object. The known fields are name, lastPing, description, interval, intervalUnit, enabled, alertMessage, alertTags, alertPriority, status, countsFrom.")]
    [InlineData("\"enabled\": true", "\"enabled\": 1", 0, "'enabled' must be true or false.")]
    [InlineData("\"enabled\": true", "\"interval\": 5", 0, "'interval' appears twice.")]
    [InlineData("\"Minutes\"", "\"Weeks\"", 0, "'intervalUnit' must be one of Minutes, Hours, Days.")]
    [InlineData("\"Pending\"", "\"Responsive\"", -8, "'lastPing' is required if 'status' is Responsive.")]
    [InlineData("\"Pending\"", "\"Asleep\"", 0, "'status' must be one of Pending, Responsive, Unresponsive.")]
    [InlineData("\"name\": \"App\"", "\"name\": \"Web\"", 0, "'Web' appears twice.")]
    [InlineData("\"name\": \"App\"", "\"name\": \"\"", 0, "this value cannot be blank.")]
    [InlineData("\"2023-12-11T12:00:00.000Z\"", "\"2023-12-11T10:00:00.000Z\"", 0, "'endDate' must be after 'startDate'.")]
    [InlineData("\"2023-12-11T12:00:00.000Z\"", "\"tomorrow\"", 0, "'endDate' must be an ISO 8601 date and time such as 2023-12-11T11:37:40.501Z.")]
    [InlineData("\"disabled\"", "\"enabled\"", 0, "a rule cannot enable integrations or syncs. Use 'disabled' or 'noMaintenance'.")]
    [InlineData("\"disabled\"", "\"off\"", 0, "'state' must be one of disabled, enabled, noMaintenance.")]
    [InlineData("\"clockAhead\": \"00:00:00\"", "\"clockAhead\": \"soon\"", 0, "'clockAhead' must be a time span such as 1.12:30:00.")]
    public async Task A_damaged_file_is_refused_with_the_line(string right, string wrong, int above, string message)
    {
        using (SandboxFixture sandbox = Open(new SandboxOptions { StatePath = StatePath, StartTime = SandboxFixture.Start, ClockStopped = true, Teams = [new SandboxTeam(SandboxFixture.Team, "T")] }))
        {
            await sandbox.CreateHeartbeat("Web");
            await sandbox.CreateHeartbeat("App");
            await sandbox.CreateWindow(SandboxFixture.Window(30, 60));
        }

        // The fifth line depends on the current date. Replace the line with a constant.
        string[] lines = await File.ReadAllLinesAsync(StatePath);
        lines[4] = "  \"clockAhead\": \"00:00:00\",";
        string text = string.Join('\n', lines);
        int at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{right}' is not in the file.");
        AssertRefused(text[..at] + wrong + text[(at + right.Length)..], text[..at].Split('\n').Length + above, message);
    }

    [Fact]
    public void A_file_truncated_anywhere_is_refused()
    {
        using (SandboxFixture sandbox = Open())
        {
            sandbox.Server.Step(TimeSpan.FromSeconds(1));
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
    public void Two_sandboxes_cannot_share_a_file()
    {
        using SandboxFixture first = Open();
        SandboxStateException error = Assert.Throws<SandboxStateException>(() => SandboxServer.Start(new SandboxOptions { StatePath = StatePath }));
        Assert.Contains("another sandbox", error.Message, StringComparison.Ordinal);
        Assert.Equal((StatePath, null), (error.Path, error.Line));
    }

    [Fact]
    public async Task A_change_that_cannot_be_saved_is_rolled_back_and_later_changes_are_saved()
    {
        using SandboxFixture sandbox = Open();
        await sandbox.CreateHeartbeat("Mail");
        await sandbox.Ping("Mail");
        string window = await sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        string before = (await sandbox.Get(SandboxFixture.Heartbeats)).Body;
        Obstruct();
        SandboxResponse failed = await sandbox.CreateHeartbeat("Web");
        Assert.Equal(507, failed.Status);
        Assert.Contains("could not be written, so the sandbox undid the last change", failed.Body, StringComparison.Ordinal);
        Assert.Equal(507, (await sandbox.Send("PATCH", $"{SandboxFixture.Heartbeats}?name=Mail", """{"interval":9}""")).Status);
        Assert.Equal(507, (await sandbox.Send("DELETE", $"{SandboxFixture.Heartbeats}?name=Mail")).Status);
        Assert.Equal(507, (await sandbox.Post($"/v1/maintenances/{window}/cancel")).Status);
        Assert.Equal(507, (await sandbox.Post("/v1/maintenances", SandboxFixture.Window(60, 90))).Status);
        Assert.Throws<SandboxStateException>(() => sandbox.Server.Step(TimeSpan.FromHours(1)));
        Assert.Equal(SandboxFixture.Start, sandbox.Server.Now);
        Assert.Equal(before, (await sandbox.Get(SandboxFixture.Heartbeats)).Body);
        Assert.Equal("planned", (await sandbox.Get("/v1/maintenances")).Json.GetProperty("values").EnumerateArray().Single().GetProperty("status").GetString());
        Assert.Equal([], Directory.GetFiles(_folder, "*.tmp"));

        Directory.Delete(StatePath);
        Assert.Equal(201, (await sandbox.CreateHeartbeat("App")).Status);
        string text = await File.ReadAllTextAsync(StatePath);
        Assert.Contains("\"App\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Web\"", text, StringComparison.Ordinal);
        sandbox.Server.Step(TimeSpan.FromMinutes(5));
        Assert.Equal("Unresponsive", await sandbox.StatusOf("Mail"));
    }

    [Fact]
    public async Task Changes_by_the_clock_are_shown_although_they_cannot_be_saved()
    {
        using SandboxFixture sandbox = Open(new SandboxOptions { StatePath = StatePath });
        await sandbox.Post(SandboxFixture.Heartbeats, SandboxFixture.HeartbeatJson);
        await sandbox.Ping("Web");
        sandbox.Server.Step(TimeSpan.FromMinutes(4.995));
        Obstruct();
        await Task.Delay(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("Unresponsive", await sandbox.StatusOf("Web"));
        }

        Directory.Delete(StatePath);
        Assert.Equal(201, (await sandbox.CreateHeartbeat("App")).Status);
        Assert.Contains("Unresponsive", await File.ReadAllTextAsync(StatePath), StringComparison.Ordinal);
        Assert.Single(sandbox.Server.Alerts);
    }

    [Fact]
    public async Task Concurrent_changes_that_cannot_be_saved_all_fail()
    {
        using SandboxFixture sandbox = Open();
        Obstruct();
        SandboxResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => sandbox.CreateHeartbeat($"h{i}")));
        Assert.All(answers, response => Assert.Equal(507, response.Status));
        Assert.Equal(0, (await sandbox.Get(SandboxFixture.Heartbeats)).Json.GetProperty("values").GetArrayLength());
    }

    /// <summary>
    /// On Windows, the sandbox cannot replace the state file while another program has it open without FileShare.Delete. If the file
    /// stays open, the create request must fail, and the heartbeat must not exist.
    /// </summary>
    [Fact]
    public async Task A_file_that_another_program_has_open_is_saved_or_the_change_is_rolled_back()
    {
        using SandboxFixture sandbox = Open();
        using (FileStream held = new(StatePath, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            Task<SandboxResponse> created = sandbox.CreateHeartbeat("Web");
            await Task.Delay(300);
            await held.DisposeAsync();
            Assert.Equal(201, (await created).Status);
        }

        Assert.Contains("\"Web\"", await File.ReadAllTextAsync(StatePath), StringComparison.Ordinal);
        bool stored;
        using (new FileStream(StatePath, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            SandboxResponse second = await sandbox.CreateHeartbeat("App");
            Assert.True(second.Status is 201 or 507, second.Body);
            stored = second.Status == 201;
            Assert.Equal(stored ? 2 : 1, (await sandbox.Get(SandboxFixture.Heartbeats)).Json.GetProperty("values").GetArrayLength());
        }

        Assert.Equal(stored, (await File.ReadAllTextAsync(StatePath)).Contains("\"App\"", StringComparison.Ordinal));
        Assert.Equal([], Directory.GetFiles(_folder, "*.tmp"));
    }

    [UnixFact]
    public async Task A_full_disk_loses_no_acknowledged_write()
    {
        int created = 0;
        using (SandboxProcess program = SandboxProcess.WithFilesOfAtMost(16, "--state", StatePath, "--cloud-id", "c"))
        {
            for (int i = 0; i < 100; i++)
            {
                string response = program.Call("POST", $"compass/cloud/c/ops{SandboxFixture.Heartbeats}", $$"""{"name":"h{{i}}","interval":5,"intervalUnit":"minutes"}""");
                Assert.True(RawConnection.Status(response) is 201 or 507, response);
                created += RawConnection.Status(response) == 201 ? 1 : 0;
            }

            Assert.InRange(created, 10, 90);
        }

        File.Delete(StatePath + ".compassops-lock");
        Assert.Equal([StatePath], Directory.GetFiles(_folder));
        using SandboxFixture again = Open();
        Assert.Equal(created, (await again.Get($"{SandboxFixture.Heartbeats}?size=100")).Json.GetProperty("values").GetArrayLength());
    }

    [Theory]
    [InlineData("state.json.compassops-lock")]
    [InlineData("state.json.lock")]
    [InlineData("state.json.tmp")]
    public async Task Neighboring_files_are_neither_written_nor_deleted(string name)
    {
        string beside = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(beside, "mine");
        using (SandboxFixture sandbox = Open())
        {
            await sandbox.CreateHeartbeat("Web");
            Assert.Throws<SandboxStateException>(() => SandboxServer.Start(new SandboxOptions { StatePath = StatePath }));
        }

        Assert.Equal("mine", await File.ReadAllTextAsync(beside));
        Assert.Equal(new[] { StatePath, beside }.Order(), Directory.GetFiles(_folder).Order());
    }

    [Fact]
    public void A_stale_lock_file_is_taken_over()
    {
        File.WriteAllBytes(StatePath + ".compassops-lock", StateLock.Content);
        Open().Dispose();
        Assert.Equal([StatePath], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_symbolic_link_is_followed_and_kept()
    {
        string real = Path.Combine(_folder, "real.json");
        File.CreateSymbolicLink(StatePath, real);
        using (SandboxFixture sandbox = Open())
        {
            await sandbox.CreateHeartbeat("Web");
            SandboxStateException error = Assert.Throws<SandboxStateException>(() => SandboxServer.Start(new SandboxOptions { StatePath = real }));
            Assert.Contains("another sandbox", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(real, File.ResolveLinkTarget(StatePath, returnFinalTarget: false)!.FullName);
        Assert.Contains("\"Web\"", await File.ReadAllTextAsync(real), StringComparison.Ordinal);
        using SandboxFixture direct = new(new SandboxOptions { StatePath = real });
        Assert.Throws<SandboxStateException>(() => SandboxServer.Start(new SandboxOptions { StatePath = StatePath }));
    }

    [Fact]
    public void A_path_through_a_linked_folder_is_the_same_file()
    {
        string link = _folder + "-link";
        Directory.CreateSymbolicLink(link, _folder);
        try
        {
            using SandboxFixture sandbox = Open();
            Assert.Throws<SandboxStateException>(() => SandboxServer.Start(new SandboxOptions { StatePath = Path.Combine(link, "state.json") }));
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [UnixTheory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead)]
    [UnsupportedOSPlatform("windows")]
    public async Task The_mode_of_the_file_is_kept(UnixFileMode mode)
    {
        Open().Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StatePath));
        File.SetUnixFileMode(StatePath, mode);
        using SandboxFixture sandbox = Open();
        await sandbox.CreateHeartbeat("Web");
        Assert.Equal(mode, File.GetUnixFileMode(StatePath));
    }

    [Fact]
    public async Task The_owner_and_group_of_the_file_are_kept()
    {
        // Only root can change the owner of a file, so the test needs root.
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return;
        }

        Open().Dispose();
        new UnixFile(true, 1234, 2345).Own(StatePath);
        using SandboxFixture sandbox = Open();
        await sandbox.CreateHeartbeat("Web");
        Assert.Equal(new UnixFile(true, 1234, 2345), UnixFile.Find(StatePath));
    }

    [Fact]
    public void Folders_and_devices_are_refused_and_left_unchanged()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string folder = Path.Combine(_folder, "folder");
        Directory.CreateDirectory(folder);
        string pipe = Path.Combine(_folder, "pipe");
        using (Process mkfifo = Process.Start("mkfifo", [pipe]))
        {
            mkfifo.WaitForExit();
        }

        foreach (string path in new[] { "/dev/null", "/dev/zero", folder, pipe })
        {
            SandboxStateException error = Assert.Throws<SandboxStateException>(() => SandboxServer.Start(new SandboxOptions { StatePath = path }));
            Assert.Contains("this path is not a regular file", error.Message, StringComparison.Ordinal);
        }

        Assert.False(File.Exists("/dev/null.compassops-lock"));
        Assert.False(UnixFile.Find("/dev/null")!.IsRegular);
    }

    [Fact]
    public async Task A_missing_folder_is_created()
    {
        using SandboxFixture sandbox = new(new SandboxOptions { StatePath = Path.Combine(_folder, "a", "b", "state.json") });
        Assert.Equal(201, (await sandbox.CreateHeartbeat("Web")).Status);
        Assert.True(File.Exists(sandbox.Server.StatePath));
    }

    [Fact]
    public async Task Concurrent_changes_are_all_saved()
    {
        using (SandboxFixture sandbox = Open())
        {
            SandboxResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => sandbox.CreateHeartbeat($"h{i}")));
            Assert.All(answers, response => Assert.Equal(201, response.Status));
        }

        using SandboxFixture again = Open();
        Assert.Equal(100, (await again.Get($"{SandboxFixture.Heartbeats}?size=100")).Json.GetProperty("values").GetArrayLength());
    }

    private static async Task<(string Heartbeats, string Team, string Global)> Everything(SandboxFixture sandbox) => (
        (await sandbox.Get(SandboxFixture.Heartbeats)).Body,
        (await sandbox.Get($"/v1/teams/{SandboxFixture.Team}/maintenances")).Body,
        (await sandbox.Get("/v1/maintenances")).Body);

    private SandboxFixture Open(SandboxOptions? options = null) =>
        new(options ?? new SandboxOptions { StatePath = StatePath, ClockStopped = true, StartTime = File.Exists(StatePath) ? null : SandboxFixture.Start });

    /// <summary>Replaces the state file with a folder, so that the sandbox cannot write it.</summary>
    private void Obstruct()
    {
        File.Delete(StatePath);
        Directory.CreateDirectory(StatePath);
    }

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
