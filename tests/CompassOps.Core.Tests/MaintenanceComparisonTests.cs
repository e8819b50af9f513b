using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Scheduling;

namespace CompassOps.Core.Tests;

/// <summary>Checks the comparison of declared windows with the windows in the service.</summary>
public sealed class MaintenanceComparisonTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Horizon = Now.AddDays(14);
    private static readonly MaintenanceScope Shop = MaintenanceScope.Team("shop");
    private static readonly MaintenanceRule[] Rules = [new("disabled", "integration", "51e9"), new("disabled", "sync", "77aa")];

    // A window on Sundays from 02:00 to 04:00 UTC. Two of its occurrences are before the horizon: 6 and 13 December.
    private static readonly DeclaredMaintenance PatchNight = Weekly("Patch night");

    [Fact]
    public void Compare_NothingExists_CreatesOccurrencesWithinTheHorizon()
    {
        IReadOnlyList<MaintenanceStep> steps = Compare([PatchNight]);
        Assert.Equal(["Create 12-06", "Create 12-13"], steps.Select(Short));
        Assert.Equal(Sunday(6).AddHours(2), steps[0].Create!.EndDate);
        Assert.Equal(
            "Create maintenance window 'Patch night' (team shop): 2026-12-06 02:00 +00:00 to 2026-12-06 04:00 +00:00, disabled integration 51e9, disabled sync 77aa.",
            steps[0].ToString());
    }

    [Fact]
    public void Compare_ServiceChangedTheFormatOfValues_FindsNoDifference() => Assert.Empty(Compare(
        [PatchNight],
        Window("a", Sunday(6).AddSeconds(59), status: "Planned", description: " patch night\r\n", rules: [new("Disabled", "SYNC", "77AA"), new("disabled", "integration", "51E9")]),
        Window("b", Sunday(13).AddSeconds(-60), end: Sunday(13).AddHours(2).AddSeconds(45))));

    [Fact]
    public void Compare_CancelledWindow_IsNotCreatedAgain() =>
        Assert.Equal(["Create 12-13"], Compare([PatchNight], Window("a", Sunday(6), status: "Cancelled")).Select(Short));

    [Fact]
    public void Compare_WindowCreatedAgainAfterACancel_ReplacesTheCancelledWindow() => Assert.Equal(
        ["Update 12-06 b EndDate", "Create 12-13"],
        Compare([PatchNight], Window("a", Sunday(6), status: "cancelled"), Window("b", Sunday(6), end: Sunday(6).AddHours(3))).Select(Short));

    [Fact]
    public void Compare_PlannedWindowDiffers_CorrectsEndAndRules()
    {
        MaintenanceStep step = Compare([PatchNight], Window("a", Sunday(6), end: Sunday(6).AddHours(1), rules: [Rules[0]]), Window("b", Sunday(13))).Single();
        Assert.Equal("Update 12-06 a EndDate,Rules", Short(step));
        Assert.Equal(Sunday(6).AddHours(2), step.Patch!.EndDate);
        Assert.Equal(Rules, step.Patch.Rules);
        Assert.Null(step.Patch.StartDate);
        Assert.Equal(
            "Change maintenance window 'Patch night' (team shop) of 2026-12-06 02:00 +00:00: EndDate from 2026-12-06 03:00 +00:00 to 2026-12-06 04:00 +00:00; "
            + "Rules from disabled integration 51e9 to disabled integration 51e9, disabled sync 77aa.",
            step.ToString());
    }

    [Theory]
    [InlineData(-1, 3, "Update 12-01 a EndDate")]
    [InlineData(-1, 1.5, "Update 12-01 a EndDate")]
    [InlineData(-3, 0.5, "")]
    public void Compare_ActiveWindow_ChangesOnlyAFutureEnd(double startsAfter, double lasts, string expected)
    {
        DateTimeOffset start = Now.AddHours(startsAfter);
        DeclaredMaintenance entry = DeclaredMaintenance.Once("Release", Rules, start, start.AddHours(2));
        MaintenanceStep[] steps = Compare([entry], Window("a", start, start.AddHours(lasts), "active", "Release", [Rules[0]])).ToArray();
        Assert.Equal(expected, string.Join(" | ", steps.Select(Short)));
    }

    [Fact]
    public void Compare_OccurrenceHasBegun_DoesNotCreateIt() => Assert.Empty(Compare(
        [DeclaredMaintenance.Once("Release", Rules, Now, Now.AddHours(2)), DeclaredMaintenance.Once("Release", Rules, Now.AddDays(-1), Now.AddDays(1))]));

    [Fact]
    public void Compare_BeyondTheHorizon_IsNeitherCreatedNorRemoved()
    {
        DeclaredMaintenance move = DeclaredMaintenance.Once("Move", Rules, Horizon.AddDays(90), Horizon.AddDays(91));
        Assert.Empty(Compare([move], prune: true));
        Assert.Empty(Compare([move], prune: true, Window("a", Horizon.AddDays(90), Horizon.AddDays(91), description: "Move")));
        Assert.Equal(["Create 12-06", "Create 12-13"], Compare([PatchNight], prune: true, Window("z", Sunday(20))).Select(Short));
    }

    [Fact]
    public void Compare_UndeclaredPlannedWindow_IsReportedOrRemovedLast()
    {
        Maintenance moved = Window("moved", Sunday(6).AddHours(1));
        Assert.Equal(["Create 12-06", "Create 12-13", "Unmanaged 12-06 moved"], Compare([PatchNight], moved).Select(Short));
        Assert.Equal(["Create 12-06", "Create 12-13", "Remove 12-06 moved"], Compare([PatchNight], prune: true, moved).Select(Short));
    }

    [Fact]
    public void Compare_SecondWindowOfOneOccurrence_IsRemoved() =>
        Assert.Equal(["Create 12-13", "Remove 12-06 b"], Compare([PatchNight], prune: true, Window("b", Sunday(6).AddSeconds(20)), Window("a", Sunday(6))).Select(Short));

    [Theory]
    [InlineData("active")]
    [InlineData("past")]
    [InlineData("cancelled")]
    [InlineData("suspended")]
    public void Compare_UndeclaredWindowThatIsNotPlanned_IsIgnored(string status) =>
        Assert.DoesNotContain(Compare([PatchNight], prune: true, Window("x", Sunday(7), status: status)), static step => step.Id == "x");

    [Fact]
    public void Compare_WindowsWithOtherDescriptions_AreNotChanged() =>
        Assert.Equal(["Create 12-06", "Create 12-13"], Compare([PatchNight], prune: true, Window("x", Sunday(6), description: "Patch night 2"), Window("y", Sunday(6), description: "")).Select(Short));

    [Fact]
    public void Compare_WindowsAtTheEndsOfTheCalendar_CreatesStepsWithText()
    {
        Recurrence recurrence = new(DayRules.Daily(), TimeSpan.FromHours(2), TimeZoneInfo.CreateCustomTimeZone("East", TimeSpan.FromHours(13), "East", "East"));
        DeclaredMaintenance nights = DeclaredMaintenance.Recurring(
            "Patch night", Rules, (from, until) => recurrence.From(from, TimeSpan.FromHours(2), until));
        DateTimeOffset firstNight = recurrence.From(Now).First();
        IReadOnlyList<MaintenanceStep> steps = Compare(
            [nights], Window("first", DateTimeOffset.MinValue, end: Now), Window("open", firstNight, end: DateTimeOffset.MaxValue), Window("last", DateTimeOffset.MaxValue, end: DateTimeOffset.MaxValue));
        Assert.Contains("EndDate from 9999-12-31 23:59 +00:00 to", steps[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["first", "last"], steps.Where(static step => step.Action == SyncAction.Unmanaged).Select(static step => step.Id));
    }

    [Fact]
    public void Compare_AfterItsStepsWereApplied_FindsNoDifference()
    {
        Random random = new(7);
        for (int round = 0; round < 200; round++)
        {
            Maintenance[] before = Enumerable.Range(0, random.Next(8)).Select(number => Window(
                $"w{number}", Sunday(6 + (7 * random.Next(2))).AddMinutes(random.Next(3) * random.Next(90)), Sunday(20), new[] { "planned", "cancelled", "planned" }[random.Next(3)], rules: [Rules[random.Next(2)]])).ToArray();
            IReadOnlyList<MaintenanceStep> steps = Compare([PatchNight], prune: true, before);
            List<Maintenance> after = before.Where(window => !steps.Any(step => step.Id == window.Id)).ToList();
            after.AddRange(steps.Where(static step => step.Create is not null).Select(step => Window("new", step.Create!.StartDate, step.Create.EndDate)));
            after.AddRange(steps.Where(static step => step.Patch is not null).Select(step =>
                before.Single(window => window.Id == step.Id) is var old ? Window(old.Id, old.StartDate!.Value, step.Patch!.EndDate ?? old.EndDate, rules: [.. step.Patch.Rules ?? old.Rules]) : null!));
            Assert.Empty(Compare([PatchNight], prune: true, [.. after]));
        }
    }

    private static DeclaredMaintenance Weekly(string description)
    {
        Recurrence recurrence = new(DayRules.Weekly([DayOfWeek.Sunday]), TimeSpan.FromHours(2), TimeZoneInfo.Utc);
        return DeclaredMaintenance.Recurring(description, Rules, (from, until) => recurrence.From(from, TimeSpan.FromHours(2), until));
    }

    private static DateTimeOffset Sunday(int day) => new(2026, 12, day, 2, 0, 0, TimeSpan.Zero);

    private static Maintenance Window(
        string id, DateTimeOffset start, DateTimeOffset? end = null, string status = "planned", string description = "Patch night", MaintenanceRule[]? rules = null) => new()
        {
            Id = id,
            StartDate = start,
            EndDate = end ?? start.AddHours(2),
            Status = status,
            Description = description,
            TeamId = "shop",
            Rules = rules ?? Rules,
        };

    private static IReadOnlyList<MaintenanceStep> Compare(DeclaredMaintenance[] declared, params Maintenance[] actual) => Compare(declared, prune: false, actual);

    private static IReadOnlyList<MaintenanceStep> Compare(DeclaredMaintenance[] declared, bool prune, params Maintenance[] actual) =>
        MaintenanceComparison.Compare(Shop, declared, actual, Now, Horizon, prune);

    private static string Short(MaintenanceStep step) =>
        $"{step.Action} {step.StartDate:MM-dd} {step.Id} {string.Join(",", step.Differences.Select(static difference => difference.Property))}".Trim().Replace("  ", " ", StringComparison.Ordinal);
}
