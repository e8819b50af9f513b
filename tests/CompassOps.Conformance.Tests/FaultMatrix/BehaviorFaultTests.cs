using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>
/// Injects faults into create requests to a service with undocumented behavior. The service must create at most one object, and the
/// client must never return an object that does not exist.
/// </summary>
public sealed class BehaviorFaultTests : FaultMatrix
{
    private const SandboxBehaviors Values = SandboxBehaviors.MoveStartToNow | SandboxBehaviors.UpperCaseIds | SandboxBehaviors.TrimText
        | SandboxBehaviors.NormalizeNewlines | SandboxBehaviors.LowerCaseTags | SandboxBehaviors.NoContent;

    private static readonly MaintenanceRule[] Rules =
        [new("disabled", "integration", "i-2"), new("noMaintenance", "policy", "p-1"), new("disabled", "sync", "s-1")];

    public static TheoryData<string> Behaviors() => new(
        SandboxBehaviorNames.All.Where(static name => !name.StartsWith("No", StringComparison.Ordinal) || name == nameof(SandboxBehaviors.NoContent))
            .Append((Values | SandboxBehaviors.TruncateToMinutes | SandboxBehaviors.ClockAhead).ToString())
            .Append((Values | SandboxBehaviors.RoundUpToSeconds | SandboxBehaviors.ClockBehind).ToString())
            .Append((Values | SandboxBehaviors.TruncateToMinutes | SandboxBehaviors.LagLists).ToString())
            .Append((Values | SandboxBehaviors.RoundUpToSeconds | SandboxBehaviors.LagListsByMinute).ToString()));

    [Theory]
    [MemberData(nameof(Behaviors))]
    public async Task A_create_request_creates_the_object_once_or_reports_an_unknown_outcome(string behavior)
    {
        SandboxBehaviors behaviors = SandboxBehaviorNames.Parse([behavior]);
        (string, Func<Stage, CompassClient, Task<string>>)[] creates =
        [
            ("CreateHeartbeat", static async (stage, client) => (await client.CreateHeartbeatAsync(stage.TeamId, Beat())).Name),
            .. Windows("CreateTeamMaintenance", static stage => MaintenanceScope.Team(stage.TeamId)),
            .. Windows("CreateGlobalMaintenance", static _ => MaintenanceScope.Global),
        ];
        ConcurrentBag<string> failures = [];
        await Parallel.ForEachAsync(
            from create in creates
            from fault in AllFaults
            where fault is { Hangs: false, IsOfLists: false, Effect: not FaultEffect.Unreachable }
            select (Operation: create.Item1, Call: create.Item2, Fault: fault),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (one, _) =>
            {
                string failure = await CreateAsync(one.Operation, one.Call, one.Fault, behaviors);
                if (failure.Length > 0)
                {
                    failures.Add($"{one.Operation}, {one.Fault.Name}: {failure}");
                }
            });

        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Behaviors))]
    public async Task Update_and_cancel_requests_succeed_and_return_the_object(string behavior)
    {
        using Stage stage = await Stage.SetAsync();
        stage.Sandbox.Behavior = SandboxBehaviorNames.Parse([behavior]);
        using CompassClient client = new(Scenario.Options(stage), null, new JumpingClock());
        MaintenancePatch later = new() { EndDate = Stage.Start.AddDays(1).AddHours(5) };

        Heartbeat beat = await client.UpdateHeartbeatAsync(stage.TeamId, Stage.Beat, new HeartbeatPatch { Description = "changed" });
        foreach ((MaintenanceScope scope, string id) in new[] { (MaintenanceScope.Global, stage.GlobalId), (MaintenanceScope.Team(stage.TeamId), stage.TeamWindowId) })
        {
            Maintenance window = await client.UpdateMaintenanceAsync(scope, id, later);
            Assert.Equal((id, later.EndDate), (window.Id.ToLowerInvariant(), window.EndDate));
            Assert.Equal("cancelled", (await client.CancelMaintenanceAsync(scope, id)).Status);
        }

        Assert.Equal((Stage.Beat, 10), (beat.Name, beat.Interval));
        stage.Sandbox.Behavior = SandboxBehaviors.None;
        Assert.Contains("changed", (await stage.StateAsync())[$"heartbeat {Stage.Beat}"], StringComparison.Ordinal);
    }

    private static IEnumerable<(string, Func<Stage, CompassClient, Task<string>>)> Windows(string operation, Func<Stage, MaintenanceScope> scope) =>
        new[] { TimeSpan.FromHours(-3), TimeSpan.Zero, TimeSpan.FromHours(30) }.Select(begin => (operation, Call(begin, scope)));

    private static Func<Stage, CompassClient, Task<string>> Call(TimeSpan begin, Func<Stage, MaintenanceScope> scope) => async (stage, client) =>
        (await client.CreateMaintenanceAsync(scope(stage), new MaintenanceCreate
        {
            Description = " Storage upgrade\r\nphase 1 ",
            StartDate = Stage.Start + begin + TimeSpan.FromMilliseconds(begin == TimeSpan.Zero ? 0 : 17_345),
            EndDate = Stage.Start.AddHours(40).AddMilliseconds(42_001),
            Rules = Rules,
        })).Id;

    private static HeartbeatCreate Beat() => new()
    {
        Name = " Invoice run ",
        Interval = 3,
        IntervalUnit = "hours",
        Description = " Storage upgrade\r\nphase 1 ",
        AlertMessage = "It is late\r\n",
        AlertTags = ["Prod", " DB"],
    };

    private static async Task<string> CreateAsync(string operation, Func<Stage, CompassClient, Task<string>> call, Fault fault, SandboxBehaviors behaviors)
    {
        using Stage stage = await Stage.SetAsync();
        stage.Sandbox.Behavior = behaviors;
        string? id = null;
        CompassApiException? failure = null;
        long before = 0;
        using (CompassClient client = new(Scenario.Options(stage), null, new JumpingClock()))
        {
            await client.ListTeamsAsync();
            before = stage.Sandbox.Requests[^1].Number;
            stage.Sandbox.AddFault(fault.Injected with { Operation = operation, Count = 1 });
            try
            {
                id = await call(stage, client).WaitAsync(TimeSpan.FromSeconds(60));
            }
            catch (CompassApiException error)
            {
                failure = error;
            }
        }

        int sent = stage.Sandbox.Requests.Count(request => request.Operation == operation && request.Number > before);
        stage.Sandbox.ClearFaults();
        stage.Sandbox.Behavior = SandboxBehaviors.None;
        string[] made = (await stage.StateAsync()).Values.SelectMany(static text => text.Split(" and ")).Select(static text => JsonNode.Parse(text)!)
            .Where(static row => ((string?)row["description"])?.Contains("phase 1", StringComparison.Ordinal) == true)
            .Select(static row => (string)(row["id"] ?? row["name"])!).ToArray();

        // With these behaviors and faults, the client cannot always find out whether the service created the object. So the client may
        // report an unknown outcome.
        bool mayBeUnknown = (behaviors & (SandboxBehaviors.LagLists | SandboxBehaviors.LagListsByMinute)) != SandboxBehaviors.None
            || fault.Effect is FaultEffect.Refused or FaultEffect.Invalid or FaultEffect.LastingServiceFailure or FaultEffect.LastingGatewayFailure
            || (operation != "CreateHeartbeat" && fault.Effect is FaultEffect.ServiceFailure or FaultEffect.GatewayFailure);
        return sent > 1 && fault.Effect is not (FaultEffect.Throttled or FaultEffect.TurnedAway) && operation != "CreateHeartbeat" ? $"{sent} creates were sent"
            : made.Length > 1 ? $"{made.Length} objects were created"
            : id is not null && (made.Length == 0 || !string.Equals(made[0].Trim(), id.Trim(), StringComparison.OrdinalIgnoreCase)) ? "the returned object does not exist"
            : failure is { Kind: CompassErrorKind.OutcomeUnknown } && !mayBeUnknown ? $"the outcome is unknown: {failure.Message}"
            : failure is { Kind: not CompassErrorKind.OutcomeUnknown } && made.Length > 0 ? $"the error denies an object that exists: {failure.Message}"
            : "";
    }
}
