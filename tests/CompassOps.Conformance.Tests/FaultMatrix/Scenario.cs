using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Sandbox;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>The kinds of operations, in the order of the columns in <see cref="ExpectationTable"/>.</summary>
internal enum Work
{
    Read,
    Change,
    Ping,
    Delete,
    CreateHeartbeat,
    CreateMaintenance,
}

/// <summary>An operation of the test matrix.</summary>
/// <param name="Operation">The name of the operation.</param>
/// <param name="Work">The kind of the operation.</param>
/// <param name="Touches">The key of the object that the operation changes, as in <see cref="Stage.StateAsync"/>. Empty if the
/// operation changes no object.</param>
/// <param name="Mark">JSON that the object contains after the operation. Empty if the operation reads or deletes an
/// object.</param>
/// <param name="CallAsync">Runs the operation, and adds the names or ids of the returned objects to the list.</param>
internal sealed record Scenario(string Operation, Work Work, string Touches, string Mark, Func<Stage, CompassClient, List<string>, Task> CallAsync)
{
    private static readonly MaintenanceCreate NewWindow = new()
    {
        Description = Stage.NewWindow,
        StartDate = Stage.Start.AddDays(2),
        EndDate = Stage.Start.AddDays(2).AddHours(2),
        Rules = [new MaintenanceRule(MaintenanceRule.Disabled, MaintenanceRule.Integration, "i-2")],
    };

    private static readonly MaintenancePatch Longer = new() { EndDate = Stage.Start.AddDays(1).AddHours(5) };

    public bool IsList => Operation is "ListHeartbeats" or "ListGlobalMaintenances" or "ListTeamMaintenances";

    public bool IsCreate => Work is Work.CreateHeartbeat or Work.CreateMaintenance;

    /// <summary>
    /// The operation with which the client finds the object if the response was lost or has no body. Empty if the client does not
    /// search for the object.
    /// </summary>
    public string LookUp => Operation switch
    {
        "UpdateHeartbeat" => "ListHeartbeats",
        "UpdateGlobalMaintenance" or "CancelGlobalMaintenance" => "GetGlobalMaintenance",
        "UpdateTeamMaintenance" or "CancelTeamMaintenance" => "GetTeamMaintenance",
        "CreateHeartbeat" => "ListHeartbeats",
        "CreateGlobalMaintenance" => "ListGlobalMaintenances",
        "CreateTeamMaintenance" => "ListTeamMaintenances",
        _ => "",
    };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("ListHeartbeats", Work.Read, "", "", static async (stage, client, read) =>
            await ReadAsync(client.ListHeartbeatsAsync(stage.TeamId, ListOptions.All), static heartbeat => heartbeat.Name, read)),
        new("CreateHeartbeat", Work.CreateHeartbeat, $"heartbeat {Stage.NewBeat}", "\"interval\":3", static async (stage, client, read) =>
            read.Add((await client.CreateHeartbeatAsync(
                stage.TeamId, new HeartbeatCreate { Name = Stage.NewBeat, Interval = 3, IntervalUnit = "hours", Description = "x" })).Name)),
        new("DeleteHeartbeat", Work.Delete, $"heartbeat {Stage.Beat}", "", static (stage, client, _) =>
            client.DeleteHeartbeatAsync(stage.TeamId, Stage.Beat)),
        new("UpdateHeartbeat", Work.Change, $"heartbeat {Stage.Beat}", "\"description\":\"changed\"", static async (stage, client, read) =>
            read.Add((await client.UpdateHeartbeatAsync(stage.TeamId, Stage.Beat, new HeartbeatPatch { Description = "changed" })).Name)),
        new("PingHeartbeat", Work.Ping, $"heartbeat {Stage.Beat}", "\"status\":\"Responsive\"", static async (stage, client, read) =>
            read.Add((await client.PingHeartbeatAsync(stage.TeamId, Stage.Beat, verify: false)).Name)),
        .. Windows("Global", "global window", static _ => MaintenanceScope.Global, static stage => stage.GlobalId),
        .. Windows("Team", "team's window", static stage => MaintenanceScope.Team(stage.TeamId), static stage => stage.TeamWindowId),
        new("ListTeams", Work.Read, "", "", static async (_, client, read) =>
            read.AddRange((await client.ListTeamsAsync()).Select(static team => team.TeamId))),
        new("GetTenantInfo", Work.Read, "", "", static async (stage, client, read) =>
        {
            read.Add(await CompassClient.FindCloudIdAsync("sandbox", Options(stage), null, client.Clock, null, default));
        }),
    ];

    public static CompassClientOptions Options(Stage stage)
    {
        SandboxServer sandbox = stage.Sandbox;
        CompassClientOptions plain = Client.Options(sandbox.BaseUri, sandbox.CloudId, email: sandbox.Email, token: sandbox.Token);
        return new CompassClientOptions
        {
            BaseUri = plain.BaseUri,
            CloudId = plain.CloudId,
            UserName = plain.UserName,
            Token = plain.Token,
            NoProxy = true,
            MaximumRetryCount = ExpectationTable.Retries,
            Timeout = stage.Timeout,
            MaximumResponseBytes = 1 << 20,
        };
    }

    public override string ToString() => Operation;

    private static IEnumerable<Scenario> Windows(string which, string kind, Func<Stage, MaintenanceScope> scope, Func<Stage, string> id) =>
    [
        new($"List{which}Maintenances", Work.Read, "", "", async (stage, client, read) =>
            await ReadAsync(client.ListMaintenancesAsync(scope(stage), ListOptions.All), static window => window.Id, read)),
        new($"Create{which}Maintenance", Work.CreateMaintenance, $"{kind} {Stage.NewWindow}", "\"i-2\"", async (stage, client, read) =>
            read.Add((await client.CreateMaintenanceAsync(scope(stage), NewWindow)).Id)),
        new($"Get{which}Maintenance", Work.Read, "", "", async (stage, client, read) =>
            read.Add((await client.GetMaintenanceAsync(scope(stage), id(stage))).Id)),
        new($"Delete{which}Maintenance", Work.Delete, $"{kind} {Stage.Window}", "", (stage, client, _) =>
            client.DeleteMaintenanceAsync(scope(stage), id(stage))),
        new($"Update{which}Maintenance", Work.Change, $"{kind} {Stage.Window}", "\"2031-03-02T13:00:00.000Z\"", async (stage, client, read) =>
            read.Add((await client.UpdateMaintenanceAsync(scope(stage), id(stage), Longer)).Id)),
        new($"Cancel{which}Maintenance", Work.Change, $"{kind} {Stage.Window}", "\"status\":\"cancelled\"", async (stage, client, read) =>
            read.Add((await client.CancelMaintenanceAsync(scope(stage), id(stage))).Id)),
    ];

    private static async Task ReadAsync<T>(IAsyncEnumerable<IReadOnlyList<T>> pages, Func<T, string> key, List<string> read)
    {
        await foreach (IReadOnlyList<T> page in pages)
        {
            read.AddRange(page.Select(key));
        }
    }
}
