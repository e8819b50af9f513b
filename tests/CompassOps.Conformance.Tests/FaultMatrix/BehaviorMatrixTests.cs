// Creates whose response is lost, at a service that keeps values in its own way, has a skewed clock, or lags.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

public sealed class BehaviorMatrixTests
{
    private const string Description = " Storage upgrade\r\nof Rack 7 ";

    private const SandboxBehaviors AllValues =
        SandboxBehaviors.MoveStartToNow | SandboxBehaviors.RoundUpToSeconds | SandboxBehaviors.UpperCaseIds | SandboxBehaviors.TrimText
        | SandboxBehaviors.NormalizeNewlines | SandboxBehaviors.LowerCaseTags;

    private static readonly SandboxBehaviors[] Behaviors =
    [
        .. SandboxBehaviorNames.All.Select(static name => SandboxBehaviorNames.Parse([name]))
            .Where(static behavior => behavior < SandboxBehaviors.NoHeartbeats),
        AllValues,
        AllValues | SandboxBehaviors.TruncateToMinutes | SandboxBehaviors.LagLists,
        SandboxBehaviors.MoveStartToNow | SandboxBehaviors.ClockAhead,
        SandboxBehaviors.MoveStartToNow | SandboxBehaviors.ClockBehind,
    ];

    private static readonly SandboxFaultKind[] Kinds =
        [SandboxFaultKind.ResetAfter, SandboxFaultKind.Truncate, SandboxFaultKind.ResetBefore, SandboxFaultKind.Status, SandboxFaultKind.Nulls];

    public static TheoryData<SandboxBehaviors, SandboxFaultKind> Cases
    {
        get
        {
            TheoryData<SandboxBehaviors, SandboxFaultKind> cases = new();
            foreach (SandboxBehaviors behavior in Behaviors)
            {
                Array.ForEach(Kinds, kind => cases.Add(behavior, kind));
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_window_whose_create_meets_a_fault_is_there_once_or_unknown(SandboxBehaviors behavior, SandboxFaultKind fault)
    {
        foreach (bool global in new[] { true, false })
        {
            foreach (DateTimeOffset start in new[] { Stage.Start.AddMinutes(-10.123), Stage.Start, Stage.Start.AddDays(1).AddSeconds(0.4) })
            {
                using Stage stage = await Stage.SetAsync();
                MaintenanceCreate wanted = new()
                {
                    Description = Description,
                    StartDate = start,
                    EndDate = Stage.Start.AddDays(1).AddHours(2).AddSeconds(30.5),
                    Rules = [new MaintenanceRule(MaintenanceRule.Disabled, MaintenanceRule.Integration, "abc-Def")],
                };
                MaintenanceScope scope = global ? MaintenanceScope.Global : MaintenanceScope.Team(stage.TeamId);
                await CreateAsync(
                    stage, behavior, fault, global ? "CreateGlobalMaintenance" : "CreateTeamMaintenance", $"{(global ? "global" : "team")} window from {start:O}",
                    client => client.CreateMaintenanceAsync(scope, wanted));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_heartbeat_whose_create_meets_a_fault_is_there_once_or_unknown(SandboxBehaviors behavior, SandboxFaultKind fault)
    {
        foreach (string name in new[] { "Invoice run", "Invoice run " })
        {
            using Stage stage = await Stage.SetAsync();
            await CreateAsync(stage, behavior, fault, "CreateHeartbeat", $"heartbeat '{name}'", client => client.CreateHeartbeatAsync(
                stage.TeamId, new HeartbeatCreate { Name = name, Interval = 3, IntervalUnit = "hours", Description = Description, AlertTags = ["Prod", " DB"] }));
        }
    }

    [Fact]
    public async Task A_create_that_the_service_cannot_store_is_never_a_success()
    {
        string folder = Directory.CreateTempSubdirectory("compassops-conformance-").FullName;
        try
        {
            string path = Path.Combine(folder, "state.json");
            using Stage stage = await Stage.SetAsync(statePath: path);
            File.Delete(path);
            Directory.CreateDirectory(path);
            foreach (Scenario scenario in Scenario.All.Where(static scenario => scenario.Work != Work.Read))
            {
                using CompassClient client = new(Scenario.Options(stage), null, new JumpingClock());
                CompassApiException error = await Assert.ThrowsAsync<CompassApiException>(() => scenario.CallAsync(stage, client, []));
                Assert.True(error.StatusCode == 507 || error.Kind == CompassErrorKind.OutcomeUnknown, $"{scenario.Operation}: {error.Kind} {error.Message}");
            }

            Dictionary<string, string> state = await stage.StateAsync();
            Assert.Equal(6, state.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CreateAsync(
        Stage stage, SandboxBehaviors behavior, SandboxFaultKind fault, string operation, string what, Func<CompassClient, Task> create)
    {
        int before = await CountAsync(stage);
        stage.Sandbox.Behavior = behavior;
        stage.Sandbox.AddFault(new SandboxFault { Kind = fault, Operation = operation, Status = fault == SandboxFaultKind.Status ? 503 : null, Count = 1 });
        CompassApiException? failure = null;
        using (CompassClient client = new(Scenario.Options(stage), null, new JumpingClock()))
        {
            try
            {
                await create(client);
            }
            catch (CompassApiException error)
            {
                failure = error;
            }
        }

        stage.Sandbox.ClearFaults();
        stage.Sandbox.Behavior = SandboxBehaviors.None;
        int created = await CountAsync(stage) - before;
        string outcome = $"{what} under {behavior} and {fault}: {created} created, {failure?.Kind.ToString() ?? "success"} {failure?.Message}";
        Assert.True(created is 0 or 1, outcome);
        Assert.True(failure is null ? created == 1 : failure.Kind == CompassErrorKind.OutcomeUnknown || created == 0, outcome);
    }

    private static async Task<int> CountAsync(Stage stage) =>
        (await stage.StateAsync()).Values.Sum(static rows => rows.Split("\"rules\":").Length + rows.Split("\"alertTags\":").Length - 2);
}
