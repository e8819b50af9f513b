using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Core.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks the comparison of declared heartbeats with the heartbeats in the service.</summary>
public sealed class HeartbeatComparisonTests
{
    private static readonly Heartbeat There = new()
    {
        Name = "a",
        Description = "d",
        Interval = 60,
        IntervalUnit = "Minutes",
        Enabled = true,
        Status = "Responsive",
        AlertMessage = "m",
        AlertTags = ["x", "y"],
        AlertPriority = "P2",
    };

    [Fact]
    public void The_spelling_of_units_and_the_order_of_tags_do_not_matter()
    {
        DeclaredHeartbeat here = DeclaredHeartbeat.Of(There);
        Assert.Empty(Compare(here, There));
        Assert.Empty(Compare(here with { Interval = 1, IntervalUnit = "hours", AlertTags = ["y", "x"] }, There));
    }

    [Fact]
    public void Changes_of_format_by_the_service_are_no_differences()
    {
        DeclaredHeartbeat here = new()
        {
            Name = " nightly ",
            Interval = 60,
            Description = " Nightly backup\r\nof all databases  \r\n",
            AlertMessage = "Backup did not run\r\n",
            AlertTags = ["Prod", " DB "],
        };
        Heartbeat there = new()
        {
            Name = "nightly",
            Interval = 1,
            IntervalUnit = "Hours",
            Enabled = true,
            Description = "Nightly backup\nof all databases",
            AlertMessage = "Backup did not run",
            AlertTags = ["db", "prod"],
            AlertPriority = "P3",
        };

        Assert.Empty(Compare(here, there));
        Assert.Empty(Compare(here with { Description = null, AlertMessage = "  " }, new Heartbeat
        {
            Name = "nightly",
            Interval = 1,
            IntervalUnit = "hours",
            Enabled = true,
            Description = " ",
            AlertMessage = "nightly is expired\n",
            AlertTags = ["db", "prod"],
        }));
    }

    [Fact]
    public void A_setting_with_another_value_is_a_difference()
    {
        DeclaredHeartbeat here = DeclaredHeartbeat.Of(There);
        Check(here with { Description = "D" }, "Description", "D", "d", new HeartbeatPatch { Description = "D" });
        Check(here with { AlertMessage = "m m" }, "AlertMessage", "m m", "m", new HeartbeatPatch { AlertMessage = "m m" });
        Assert.Equal([SyncAction.Create, SyncAction.Remove], Compare(here with { Name = "A" }, There).Select(static step => step.Action));
    }

    [Fact]
    public void The_patch_has_exactly_the_properties_that_differ()
    {
        DeclaredHeartbeat here = DeclaredHeartbeat.Of(There);
        Check(here with { Description = null }, "Description", null, "d", new HeartbeatPatch { Description = "" });
        Check(here with { Interval = 2, IntervalUnit = "hours" }, "Interval", "2 hours", "60 minutes", new HeartbeatPatch { Interval = 2, IntervalUnit = "hours" });
        Check(here with { Enabled = false }, "Enabled", false, true, new HeartbeatPatch { Enabled = false });
        Check(here with { AlertMessage = "n" }, "AlertMessage", "n", "m", new HeartbeatPatch { AlertMessage = "n" });
        Check(here with { AlertMessage = null }, "AlertMessage", "a is expired", "m", new HeartbeatPatch { AlertMessage = "a is expired" });
        Check(here with { AlertPriority = "P3" }, "AlertPriority", "P3", "P2", new HeartbeatPatch { AlertPriority = "P3" });
        HeartbeatStep tags = Assert.Single(Compare(here with { AlertTags = [] }, There));
        Assert.Equal("AlertTags", Assert.Single(tags.Differences).Property);
        Assert.Equal(new HeartbeatPatch { AlertTags = tags.Patch!.AlertTags }, tags.Patch);
        Assert.Empty(tags.Patch.AlertTags!);
        Assert.Equal("Change heartbeat 'a' of team t: AlertTags from x, y to none.", $"{tags}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("HeartbeatName is expired")]
    [InlineData("a is expired")]
    public void The_services_default_message_is_no_difference(string? message)
    {
        Heartbeat bare = new() { Name = "a", Interval = 5, IntervalUnit = "minutes", Enabled = true, AlertMessage = message };
        Assert.Empty(Compare(new DeclaredHeartbeat { Name = "a", Interval = 5 }, bare));
        Assert.Null(DeclaredHeartbeat.Of(bare).AlertMessage);
    }

    [Fact]
    public void An_unknown_unit_is_compared_as_text()
    {
        Heartbeat weekly = new() { Name = "a", Interval = 2, IntervalUnit = "Weeks", Enabled = true };
        Assert.Empty(Compare(new DeclaredHeartbeat { Name = "a", Interval = 2, IntervalUnit = "weeks" }, weekly));
        Assert.Single(Compare(new DeclaredHeartbeat { Name = "a", Interval = 3, IntervalUnit = "weeks" }, weekly));
        Assert.Single(Compare(new DeclaredHeartbeat { Name = "a", Interval = 14, IntervalUnit = "days" }, weekly));
    }

    [Fact]
    public void Objects_are_created_first_and_removed_last()
    {
        DeclaredTeam team = new("t", [new() { Name = "new" }, DeclaredHeartbeat.Of(There) with { Enabled = false }, new() { Name = "A" }]);
        Heartbeat[] there = [There, new() { Name = "z" }, new() { Name = "old", Interval = 1, IntervalUnit = "Days" }];

        IReadOnlyList<HeartbeatStep> steps = HeartbeatComparison.Compare(team, there, prune: true);
        Assert.Equal(
            [
                "Create heartbeat 'new' in team t (1 minute, P3).",
                "Change heartbeat 'a' of team t: Enabled from True to False.",
                "Create heartbeat 'A' in team t (1 minute, P3).",
                "Remove heartbeat 'old' of team t (1 day, P3).",
                "Remove heartbeat 'z' of team t (no interval, P3).",
            ],
            steps.Select(step => $"{step}"));
        Assert.Equal(["Unmanaged", "Unmanaged"], HeartbeatComparison.Compare(team, there, prune: false).Skip(3).Select(step => step.Action));
    }

    [Fact]
    public void Written_documents_can_be_read_and_do_not_depend_on_input_order() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        Heartbeat[] there = Any(new Random(seed));
        DeclaredTeam team = new("t", Array.ConvertAll(there, DeclaredHeartbeat.Of)) { TeamName = "T" };
        byte[] written = OperationsDocument.Write([team], "s");
        DeclaredTeam read = OperationsDocument.Read([new DocumentSource("f", written)]).Teams.Single();
        DeclaredTeam reversed = new("t", [.. read.Heartbeats!.Reverse()]) { TeamName = read.TeamName };
        return HeartbeatComparison.Compare(read, there, prune: true).Count == 0
            && written.SequenceEqual(OperationsDocument.Write([reversed], "s"))
            && !written.Contains((byte)'\r') && written[^1] == '\n';
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void After_all_steps_there_is_no_difference() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        Random random = new(seed);
        DeclaredTeam team = new("t", Array.ConvertAll(Any(random), DeclaredHeartbeat.Of));
        Dictionary<string, Heartbeat> there = Any(random).ToDictionary(heartbeat => heartbeat.Name);
        foreach (HeartbeatStep step in HeartbeatComparison.Compare(team, there.Values, prune: true))
        {
            if (step.Action == SyncAction.Remove)
            {
                there.Remove(step.Name);
                continue;
            }

            there[step.Name] = Apply(step, there.TryGetValue(step.Name, out Heartbeat? old) ? old : null);
        }

        return HeartbeatComparison.Compare(team, there.Values, prune: true).Count == 0 && there.Count == team.Heartbeats!.Count;
    }).QuickCheckThrowOnFailure();

    // Returns the heartbeat that the service has after a step.
    private static Heartbeat Apply(HeartbeatStep step, Heartbeat? old) => step.Create is { } create
        ? new Heartbeat
        {
            Name = create.Name,
            Description = create.Description,
            Interval = create.Interval,
            IntervalUnit = create.IntervalUnit,
            Enabled = create.Enabled,
            AlertMessage = create.AlertMessage ?? "HeartbeatName is expired",
            AlertTags = create.AlertTags ?? [],
            AlertPriority = create.AlertPriority,
        }
        : new Heartbeat
        {
            Name = old!.Name,
            Description = step.Patch!.Description ?? old.Description,
            Interval = step.Patch.Interval ?? old.Interval,
            IntervalUnit = step.Patch.IntervalUnit ?? old.IntervalUnit,
            Enabled = step.Patch.Enabled ?? old.Enabled,
            AlertMessage = step.Patch.AlertMessage ?? old.AlertMessage,
            AlertTags = step.Patch.AlertTags ?? old.AlertTags,
            AlertPriority = step.Patch.AlertPriority ?? old.AlertPriority,
        };

    private static Heartbeat[] Any(Random random) => Enumerable.Range(0, random.Next(6))
        .Select(_ => new Heartbeat
        {
            Name = $"{RandomJson.Text(random, 3)}{random.Next(4)}",
            Description = random.Next(2) == 0 ? null : RandomJson.Text(random, random.Next(40)),
            Interval = random.Next(1, 100),
            IntervalUnit = new[] { "minutes", "Hours", "days" }[random.Next(3)],
            Enabled = random.Next(2) == 0,
            AlertMessage = random.Next(2) == 0 ? "HeartbeatName is expired" : RandomJson.Text(random, random.Next(40)),
            AlertTags = [.. Enumerable.Range(0, random.Next(3)).Select(tag => $"{tag}{RandomJson.Text(random, 3)}")],
            AlertPriority = $"P{random.Next(1, 6)}",
        })
        .GroupBy(heartbeat => heartbeat.Name).Select(group => group.First()).ToArray();

    private static IReadOnlyList<HeartbeatStep> Compare(DeclaredHeartbeat here, Heartbeat there) =>
        HeartbeatComparison.Compare(new DeclaredTeam("t", [here]), [there], prune: true);

    private static void Check(DeclaredHeartbeat here, string property, object? mine, object? theirs, HeartbeatPatch patch)
    {
        HeartbeatStep step = Assert.Single(Compare(here, There));
        Assert.Equal(
            new HeartbeatDifference { Action = "Update", Name = "a", TeamId = "t", Property = property, Desired = mine, Actual = theirs },
            Assert.Single(step.Differences));
        Assert.Equal(patch, step.Patch);
    }
}
