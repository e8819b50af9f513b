// The story: a small shop puts its jobs under watch, finds out which fell silent, and works behind maintenance windows.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using CompassOps.Sandbox;

namespace CompassOps.Examples;

/// <summary>The story, step by step. A step that comes out otherwise than told ends it.</summary>
internal sealed class Story(SandboxServer sandbox, CompassClient client, TextWriter output)
{
    private const string Monitoring = "51e9e162-767b-47a6-a00a-4cd8b6f94829";
    private const string OnCallPolicy = "258bec1f-bae6-4190-bcc6-56c42990131c";
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);
    private static readonly string[] BrokenJobs = ["Cold store sensor", "Parcel labels"];
    private static readonly JsonSerializerOptions WireNames = new(JsonSerializerDefaults.Web);

    private readonly string _team = sandbox.Teams[0].TeamId;

    /// <summary>Tells it.</summary>
    /// <exception cref="UnexpectedException">A step came out otherwise than expected.</exception>
    public async Task RunAsync()
    {
        await ConnectAsync();
        await CreateAsync();
        IReadOnlyList<Heartbeat> all = await ListAsync();
        await PingAsync(all);
        await FindSilentAsync(all);
        Maintenance ofTeam = await OpenTeamWindowAsync();
        await OpenGlobalWindowAsync();
        await StopAsync(ofTeam);
        output.WriteLine("Done: every step did what it should.");
    }

    private async Task ConnectAsync()
    {
        Say("Connect to a sandbox: the service itself, small, on this machine");
        IReadOnlyList<Team> teams = await client.ListTeamsAsync();
        Table.Write(
            output, [sandbox],
            ("BaseUri", static it => it.BaseUri), ("Site", static it => it.Site), ("CloudId", static it => it.CloudId));
        Table.Write(output, teams, ("Team", static team => team.TeamName), ("TeamId", static team => team.TeamId));
        UnexpectedException.Unless("The first team", _team, teams.Count > 0 ? teams[0].TeamId : null);
    }

    private async Task CreateAsync()
    {
        Say("Create the shop's heartbeats from heartbeats.json");
        string text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "heartbeats.json"));
        HeartbeatCreate[] wanted = JsonSerializer.Deserialize<HeartbeatCreate[]>(text, WireNames) ?? [];
        var created = new List<Heartbeat>();
        foreach (HeartbeatCreate heartbeat in wanted)
        {
            created.Add(await client.CreateHeartbeatAsync(_team, heartbeat));
        }

        Show(created);
        UnexpectedException.Unless("Heartbeats in the file", 22, wanted.Length);
        UnexpectedException.Unless("Heartbeats created", Names(wanted, static it => it.Name), Names(created, static it => it.Name));
    }

    private async Task<IReadOnlyList<Heartbeat>> ListAsync()
    {
        Say("List them; the ones that matter most");
        List<Heartbeat> all = await HeartbeatsAsync();
        Show(all.Where(static heartbeat => heartbeat.AlertPriority == "P1"));
        UnexpectedException.Unless("Heartbeats listed", 22, all.Count);
        UnexpectedException.Unless("Heartbeats of priority P1", 6, all.Count(static it => it.AlertPriority == "P1"));
        return all;
    }

    private async Task PingAsync(IReadOnlyList<Heartbeat> all)
    {
        Say("The jobs that run several times a day report in");
        HeartbeatPing[] pings = await PingAllAsync(all.Where(RunsOften));
        Table.Write(
            output, pings, ("Name", static it => it.Name), ("Message", static it => it.Message), ("Verified", static it => it.Verified));
        UnexpectedException.Unless("Pings", 15, pings.Length);
        int responsive = (await HeartbeatsAsync()).Count(static it => it.Status == "Responsive");
        UnexpectedException.Unless("Heartbeats that are responsive", 15, responsive);
    }

    private async Task FindSilentAsync(IReadOnlyList<Heartbeat> all)
    {
        Say("Forty minutes pass; two of the jobs are broken. Who is silent?");
        Heartbeat[] healthy = all.Where(it => RunsOften(it) && !BrokenJobs.Contains(it.Name)).ToArray();
        for (int round = 0; round < 10; round++)
        {
            sandbox.Step(TimeSpan.FromMinutes(4));
            await PingAllAsync(healthy);
        }

        Heartbeat[] silent = (await HeartbeatsAsync()).Where(static it => it.Status == "Unresponsive").ToArray();
        Show(silent);
        UnexpectedException.Unless("Silent heartbeats", Names(BrokenJobs, static it => it), Names(silent, static it => it.Name));

        Say("What the service told the people on call");
        Table.Write(
            output, sandbox.Alerts,
            ("Raised", static it => it.RaisedAt), ("Priority", static it => it.Priority),
            ("Heartbeat", static it => it.HeartbeatName), ("Message", static it => it.Message));
        UnexpectedException.Unless("Alerts", Names(BrokenJobs, static it => it), Names(sandbox.Alerts, static it => it.HeartbeatName));
    }

    private async Task<Maintenance> OpenTeamWindowAsync()
    {
        Say("Open a maintenance window for the team, while the broken jobs are mended");
        Maintenance window = await client.CreateMaintenanceAsync(MaintenanceScope.Team(_team), new MaintenanceCreate
        {
            Description = "Mend cold store",
            StartDate = sandbox.Now,
            EndDate = sandbox.Now + 2 * AnHour,
            Rules = [new MaintenanceRule(MaintenanceRule.Disabled, MaintenanceRule.Integration, Monitoring)],
        });
        Show([window]);
        UnexpectedException.Unless("The window's scope", "Team", window.Scope);
        UnexpectedException.Unless("The window's status", "active", window.Status);
        return window;
    }

    private async Task OpenGlobalWindowAsync()
    {
        Say("Announce one for everybody, tonight");
        Maintenance window = await client.CreateMaintenanceAsync(MaintenanceScope.Global, new MaintenanceCreate
        {
            Description = "New core switch",
            StartDate = sandbox.Now + 6 * AnHour,
            EndDate = sandbox.Now + 8 * AnHour,
            Rules =
            [
                new MaintenanceRule(MaintenanceRule.Disabled, MaintenanceRule.Integration, Monitoring),
                new MaintenanceRule(MaintenanceRule.Enabled, MaintenanceRule.Policy, OnCallPolicy),
            ],
        });
        Show([window]);
        UnexpectedException.Unless("The window's scope", "Global", window.Scope);
        UnexpectedException.Unless("The window's status", "planned", window.Status);
    }

    private async Task StopAsync(Maintenance window)
    {
        Say("The work is done after half an hour: stop the team's window early");
        sandbox.Step(AnHour / 2);
        Maintenance stopped = await client.CancelMaintenanceAsync(MaintenanceScope.Team(_team), window.Id);
        Show([stopped]);
        UnexpectedException.Unless("The stopped window's status", "cancelled", stopped.Status);

        Say("What is still to come");
        List<Maintenance> open = await OpenWindowsAsync(MaintenanceScope.Team(_team));
        UnexpectedException.Unless("The team's windows that are not over", 0, open.Count);
        open.AddRange(await OpenWindowsAsync(MaintenanceScope.Global));
        Show(open);
        UnexpectedException.Unless("Windows that are not over", "New core switch", Names(open, static it => it.Description));
    }

    private static bool RunsOften(Heartbeat heartbeat) =>
        heartbeat.Enabled == true && heartbeat.Period < TimeSpan.FromDays(1);

    private async Task<HeartbeatPing[]> PingAllAsync(IEnumerable<Heartbeat> heartbeats) =>
        await Task.WhenAll(heartbeats.Select(it => client.PingHeartbeatAsync(_team, it.Name, verify: false)));

    private async Task<List<Heartbeat>> HeartbeatsAsync()
    {
        var all = new List<Heartbeat>();
        await foreach (IReadOnlyList<Heartbeat> page in client.ListHeartbeatsAsync(_team, ListOptions.All))
        {
            all.AddRange(page);
        }

        return all;
    }

    private async Task<List<Maintenance>> OpenWindowsAsync(MaintenanceScope scope)
    {
        var all = new List<Maintenance>();
        await foreach (IReadOnlyList<Maintenance> page in client.ListMaintenancesAsync(scope, new ListOptions { Type = "non-expired" }))
        {
            all.AddRange(page);
        }

        return all;
    }

    private void Say(string step) => output.WriteLine($"== {step}");

    private void Show(IEnumerable<Heartbeat> heartbeats) => Table.Write(
        output, heartbeats,
        ("Name", static it => it.Name), ("Status", static it => it.Status), ("Enabled", static it => it.Enabled),
        ("Period", static it => it.Period), ("Priority", static it => it.AlertPriority), ("Description", static it => it.Description));

    private void Show(IEnumerable<Maintenance> windows) => Table.Write(
        output, windows,
        ("Scope", static it => it.Scope), ("Status", static it => it.Status), ("Start", static it => it.StartDate),
        ("End", static it => it.EndDate), ("Rules", static it => it.Rules.Count), ("Description", static it => it.Description));

    private static string Names<T>(IEnumerable<T> items, Func<T, string?> name) =>
        string.Join(", ", items.Select(name).Order(StringComparer.Ordinal));
}
