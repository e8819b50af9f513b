// Checks the sandbox's clock, and the changes that happen as time passes.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class TimeTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    private SandboxServer Server => _sandbox.Server;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void The_clock_advances_in_real_time()
    {
        using SandboxServer server = SandboxServer.Start();
        DateTimeOffset first = server.Now;
        Assert.InRange(first, DateTimeOffset.UtcNow.AddSeconds(-5), DateTimeOffset.UtcNow.AddSeconds(5));
        Assert.True(System.Threading.SpinWait.SpinUntil(() => server.Now > first, 10_000));
    }

    [Fact]
    public void A_stopped_clock_moves_only_by_steps()
    {
        Server.Step(TimeSpan.FromMinutes(10));
        Assert.Equal(SandboxFixture.Start.AddMinutes(10), Server.Now);
        Server.StepTo(new DateTimeOffset(2030, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)));
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), Server.Now);
    }

    [Fact]
    public void A_clock_cannot_be_stepped_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Server.Step(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Server.StepTo(SandboxFixture.Start.AddSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Server.Step(TimeSpan.MaxValue));
        Assert.Equal(SandboxFixture.Start, Server.Now);
    }

    [Fact]
    public async Task An_expiry_raises_an_alert_with_the_heartbeats_settings()
    {
        await _sandbox.Post(SandboxFixture.Heartbeats, """{"name":"Web","interval":5,"intervalUnit":"minutes","enabled":true,"alertMessage":"Web is silent","alertTags":["a","b"],"alertPriority":"P1"}""");
        await _sandbox.Ping("Web");
        Server.Step(TimeSpan.FromHours(1));
        SandboxAlert alert = Assert.Single(Server.Alerts);
        Assert.Equal(SandboxFixture.Start.AddMinutes(5), alert.RaisedAt);
        Assert.Equal(("Web", SandboxFixture.Team, "Web is silent", "P1", false, null), (alert.HeartbeatName, alert.TeamId, alert.Message, alert.Priority, alert.Silenced, alert.SilencedBy));
        Assert.Equal(["a", "b"], alert.Tags);
    }

    [Fact]
    public async Task An_unresponsive_heartbeat_raises_no_second_alert_before_a_ping()
    {
        await Pinged("Web");
        Server.Step(TimeSpan.FromHours(1));
        Server.Step(TimeSpan.FromHours(1));
        Assert.Single(Server.Alerts);
        await _sandbox.Ping("Web");
        Server.Step(TimeSpan.FromHours(1));
        Assert.Equal([SandboxFixture.Start.AddMinutes(5), SandboxFixture.Start.AddMinutes(125)], Server.Alerts.Select(alert => alert.RaisedAt));
    }

    [Fact]
    public async Task A_heartbeat_that_is_pinged_in_time_raises_no_alert()
    {
        await Pinged("Web");
        for (int i = 0; i < 10; i++)
        {
            Server.Step(TimeSpan.FromMinutes(4));
            await _sandbox.Ping("Web");
        }

        Assert.Empty(Server.Alerts);
        Assert.Equal("Responsive", await _sandbox.StatusOf("Web"));
    }

    [Fact]
    public async Task A_deleted_heartbeat_raises_no_alert_and_a_new_one_with_its_name_is_pending()
    {
        await Pinged("Web");
        await _sandbox.Send("DELETE", $"{SandboxFixture.Heartbeats}?name=Web");
        await _sandbox.CreateHeartbeat("Web");
        Server.Step(TimeSpan.FromHours(1));
        Assert.Empty(Server.Alerts);
        Assert.Equal("Pending", await _sandbox.StatusOf("Web"));
    }

    [Fact]
    public async Task Alerts_are_in_order_of_time_however_large_the_step()
    {
        foreach ((string name, string interval) in new[] { ("c", "30"), ("a", "10"), ("d", "40"), ("b", "20") })
        {
            await _sandbox.CreateHeartbeat(name, interval);
            await _sandbox.Ping(name);
        }

        Server.Step(TimeSpan.FromDays(1));
        Assert.Equal(["a", "b", "c", "d"], Server.Alerts.Select(alert => alert.HeartbeatName));
    }

    [Fact]
    public async Task One_large_step_equals_many_small_ones()
    {
        using SandboxFixture other = new();
        foreach (SandboxFixture sandbox in new[] { _sandbox, other })
        {
            for (int i = 1; i <= 9; i++)
            {
                await sandbox.CreateHeartbeat($"h{i}", (i * 7 % 10 + 1).ToString(null, null));
                await sandbox.Ping($"h{i}");
            }

            await sandbox.CreateWindow(SandboxFixture.Window(3, 6));
        }

        Server.Step(TimeSpan.FromMinutes(20));
        for (int i = 0; i < 20 * 60; i++)
        {
            other.Server.Step(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            Server.Alerts.Select(alert => (alert.RaisedAt, alert.HeartbeatName, alert.Silenced)),
            other.Server.Alerts.Select(alert => (alert.RaisedAt, alert.HeartbeatName, alert.Silenced)));
        Assert.Contains(Server.Alerts, alert => alert.Silenced);
        Assert.Contains(Server.Alerts, alert => !alert.Silenced);
    }

    [Theory]
    [InlineData("a global window that disables an integration", 0, 60, "disabled", "integration", "/v1/maintenances", true)]
    [InlineData("the team's window", 0, 60, "disabled", "integration", "/v1/teams/77b933c9-92bb-46e7-a73c-764b8d7c3c25/maintenances", true)]
    [InlineData("another team's window", 0, 60, "disabled", "integration", "/v1/teams/4b26961a-a837-49d2-a1fe-0973013e3c3b/maintenances", false)]
    [InlineData("a window that ends when the heartbeat expires", 0, 5, "disabled", "integration", "/v1/maintenances", false)]
    [InlineData("a window that begins when the heartbeat expires", 5, 60, "disabled", "integration", "/v1/maintenances", true)]
    [InlineData("a window that begins after the heartbeat expires", 6, 60, "disabled", "integration", "/v1/maintenances", false)]
    [InlineData("a window that exempts an integration", 0, 60, "noMaintenance", "integration", "/v1/maintenances", false)]
    [InlineData("a window that disables a policy", 0, 60, "disabled", "policy", "/v1/maintenances", false)]
    [InlineData("a window that enables a policy", 0, 60, "enabled", "policy", "/v1/maintenances", false)]
    [InlineData("a window that disables a sync", 0, 60, "disabled", "sync", "/v1/maintenances", false)]
    public async Task A_window_mutes_alerts_as_its_rules_specify(string what, int from, int to, string state, string type, string path, bool silenced)
    {
        await Pinged("Web");
        string id = await _sandbox.CreateWindow(SandboxFixture.Window(from, to, $$$"""{"state":"{{{state}}}","entity":{"type":"{{{type}}}","id":"x"}}"""), path);
        Server.Step(TimeSpan.FromHours(2));
        SandboxAlert alert = Assert.Single(Server.Alerts);
        Assert.True(alert.Silenced == silenced, what);
        Assert.Equal(silenced ? id : null, alert.SilencedBy);
    }

    [Fact]
    public async Task A_cancelled_window_mutes_no_alert()
    {
        await Pinged("Web");
        string id = await _sandbox.CreateWindow(SandboxFixture.Window(0, 60));
        await _sandbox.Post($"/v1/maintenances/{id}/cancel");
        Server.Step(TimeSpan.FromHours(2));
        Assert.False(Assert.Single(Server.Alerts).Silenced);
    }

    [Fact]
    public async Task The_alert_names_the_window_that_began_first()
    {
        await Pinged("Web");
        await _sandbox.CreateWindow(SandboxFixture.Window(2, 60));
        string id = await _sandbox.CreateWindow(SandboxFixture.Window(1, 60), $"/v1/teams/{SandboxFixture.Team}/maintenances");
        Server.Step(TimeSpan.FromHours(2));
        Assert.Equal(id, Assert.Single(Server.Alerts).SilencedBy);
    }

    [Fact]
    public async Task A_delayed_ping_takes_effect_if_the_heartbeat_exists_by_then()
    {
        using SandboxFixture sandbox = new(new SandboxOptions { StartTime = SandboxFixture.Start, ClockStopped = true, PingDelay = TimeSpan.FromSeconds(2) });
        await sandbox.Ping("Web");
        await sandbox.CreateHeartbeat("Web");
        sandbox.Server.Step(TimeSpan.FromSeconds(1.999));
        Assert.Equal("Pending", await sandbox.StatusOf("Web"));
        sandbox.Server.Step(TimeSpan.FromSeconds(0.001));
        Assert.Equal("Responsive", await sandbox.StatusOf("Web"));
    }

    [Fact]
    public async Task An_interval_beyond_the_maximum_date_never_expires()
    {
        await _sandbox.CreateHeartbeat("Web", "2147483647", "days");
        await _sandbox.Ping("Web");
        Server.StepTo(new DateTimeOffset(9999, 12, 30, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal("Responsive", await _sandbox.StatusOf("Web"));
        Assert.Empty(Server.Alerts);
    }

    [Fact]
    public async Task The_clock_stops_before_the_maximum_date()
    {
        DateTimeOffset latest = new(9999, 12, 30, 0, 0, 0, TimeSpan.Zero);
        using SandboxFixture sandbox = new(new SandboxOptions { StartTime = latest - TimeSpan.FromSeconds(0.2), PingDelay = TimeSpan.FromDays(1), Behavior = SandboxBehaviors.ClockAhead });
        Assert.Equal(201, (await sandbox.CreateHeartbeat("Web")).Status);
        await Task.Delay(400);
        Assert.Equal(latest, sandbox.Server.Now);
        Assert.Equal(200, (await sandbox.Ping("Web")).Status);
        Assert.Equal(200, (await sandbox.Get(SandboxFixture.Heartbeats)).Status);
        Assert.Equal(201, (await sandbox.Post("/v1/maintenances", """{"rules":[{"state":"disabled","entity":{"type":"sync","id":"s"}}]}""")).Status);
        Assert.Equal(200, (await sandbox.Send("GET", sandbox.Jsm + "/v1/maintenances", null, new Dictionary<string, string> { ["Authorization"] = "Bearer " + sandbox.Server.IssueAccessToken() })).Status);
        Assert.Contains("cannot be after 9999-12-30", Assert.Throws<ArgumentOutOfRangeException>(() => sandbox.Server.Step(TimeSpan.FromMilliseconds(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => sandbox.Server.StepTo(DateTimeOffset.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => sandbox.Server.Step(TimeSpan.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => sandbox.Server.Step(TimeSpan.MinValue));
    }

    [Fact]
    public void A_state_file_with_a_clock_near_the_maximum_date_is_read()
    {
        string folder = Directory.CreateTempSubdirectory("compassops-sandbox-").FullName;
        try
        {
            string path = Path.Combine(folder, "state.json");
            using (SandboxServer first = SandboxServer.Start(new SandboxOptions { StatePath = path }))
            {
                first.StepTo(new DateTimeOffset(9999, 12, 29, 23, 59, 59, 900, TimeSpan.Zero));
            }

            string[] lines = File.ReadAllLines(path);
            lines[4] = "  \"clockAhead\": \"9999999.00:00:00\",";
            File.WriteAllLines(path, lines);
            foreach (bool stopped in new[] { false, true })
            {
                using SandboxServer second = SandboxServer.Start(new SandboxOptions { StatePath = path, ClockStopped = stopped });
                Assert.Equal(9999, second.Now.Year);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("9999-12-30T00:00:00.001Z")]
    [InlineData("0001-01-01T12:00:00Z")]
    public void A_start_at_the_maximum_date_is_refused(string start) =>
        Assert.Contains(
            "between 0001-01-02 and 9999-12-30",
            Assert.Throws<ArgumentException>(() => SandboxServer.Start(new SandboxOptions { StartTime = DateTimeOffset.Parse(start, null) })).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task A_running_clock_activates_windows()
    {
        using SandboxFixture sandbox = new(new SandboxOptions());
        string at = sandbox.Server.Now.AddMilliseconds(200).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
        string id = await sandbox.CreateWindow($$$"""{"startDate":"{{{at}}}","rules":[{"state":"disabled","entity":{"type":"sync","id":"s"}}]}""");
        for (int i = 0; i < 1000; i++)
        {
            if ((await sandbox.Get($"/v1/maintenances/{id}")).Json.GetProperty("status").GetString() == "active")
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail("The window did not become active.");
    }

    private async Task Pinged(string name)
    {
        await _sandbox.CreateHeartbeat(name);
        await _sandbox.Ping(name);
    }
}
