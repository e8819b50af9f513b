using System;
using System.Linq;
using CompassOps.Core.Tests.Support;
using CompassOps.OutcomeResolution;

namespace CompassOps.Core.Tests;

/// <summary>What a window is recognised by, for want of an id.</summary>
public sealed class MaintenanceFingerprintTests
{
    private static readonly Uri Base = new("https://api.example.com/");

    [Theory]
    [InlineData("11:37:40.501", "11:42:40.501", true)]
    [InlineData("11:37:40.5019999", "11:42:40.501", true)]
    [InlineData("11:37:40", "11:42:40", true)]
    [InlineData("11:37:40.501", "11:42:40", true)]
    [InlineData("11:37:40.500", "11:42:40.501", false)]
    [InlineData("11:37:40.501", "11:42:41", false)]
    [InlineData("11:37:41", "11:42:40", false)]
    [InlineData(null, "11:42:40.501", false)]
    [InlineData("11:37:40.501", null, false)]
    public void Instants_are_the_same_to_the_millisecond_or_to_the_second_if_no_more_was_kept(string? start, string? end, bool same) =>
        Assert.Equal(same, Matches(Window(start: start, end: end)));

    [Theory]
    [InlineData("Maintenance Plan", true)]
    [InlineData("  Maintenance Plan\n", true)]
    [InlineData("maintenance plan", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_description_is_the_same_but_for_blanks_around_it(string? description, bool same) =>
        Assert.Equal(same, Matches(Window(description)));

    [Theory]
    [InlineData(null, "")]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void No_description_is_an_empty_one(string? asked, string? kept) =>
        Assert.True(new MaintenanceFingerprint(Samples.NewMaintenance(asked)).Matches(Window(kept)));

    [Theory]
    [InlineData("planned", true)]
    [InlineData("active", true)]
    [InlineData("past", true)]
    [InlineData(null, true)]
    [InlineData("cancelled", false)]
    [InlineData("Cancelled", false)]
    public void A_cancelled_window_was_not_just_created(string? status, bool same) => Assert.Equal(same, Matches(Window(status: status)));

    [Fact]
    public void Rules_are_the_same_in_any_order_and_spelling()
    {
        MaintenanceRule[] asked = [new("Disabled", "Integration", "i"), new("noMaintenance", "policy", "p")];
        MaintenanceFingerprint print = new(Samples.NewMaintenance() with { Rules = asked });

        Assert.True(print.Matches(Window(rules: [new("nomaintenance", "Policy", "p"), new("disabled", "integration", "i")])));
        Assert.False(print.Matches(Window(rules: [new("disabled", "integration", "i")])));
        Assert.False(print.Matches(Window(rules: [new("disabled", "integration", "I"), new("noMaintenance", "policy", "p")])));
        Assert.False(print.Matches(Window(rules: [new("enabled", "integration", "i"), new("noMaintenance", "policy", "p")])));
        Assert.False(print.Matches(Window(rules: [new("disabled", "sync", "i"), new("noMaintenance", "policy", "p")])));
    }

    [Fact]
    public void Creates_of_the_same_window_share_a_key()
    {
        MaintenanceCreate request = Samples.NewMaintenance();
        string key = Key(request);

        Assert.Equal(key, Key(request with { Description = " Maintenance Plan " }));
        Assert.Equal(key, Key(request with { StartDate = request.StartDate.AddMilliseconds(400).ToOffset(TimeSpan.FromHours(3)) }));
        Assert.Equal(key, Key(request with { Rules = [new("DISABLED", "Integration", request.Rules[0].EntityId)] }));
        Assert.Equal(Key(request with { Description = null }), Key(request with { Description = " " }));
    }

    [Fact]
    public void Creates_of_different_windows_have_different_keys()
    {
        MaintenanceCreate request = Samples.NewMaintenance("ab");
        string[] keys =
        [
            Key(request),
            Key(request with { Description = "AB" }),
            Key(request with { StartDate = request.StartDate.AddSeconds(1) }),
            Key(request with { EndDate = request.EndDate.AddSeconds(1) }),
            Key(request with { Rules = [.. request.Rules, .. request.Rules] }),
            Key(request, MaintenanceScope.Team("t")),
            Key(request with { Description = "b" }, MaintenanceScope.Team("ta")),
            Key(request with { Description = "ab" }, MaintenanceScope.Team("ta")),
            Key(request, @base: new Uri("https://api.example.com/other/")),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.NotEqual(
            Key(Samples.NewMaintenance("bc"), MaintenanceScope.Team("a")), Key(Samples.NewMaintenance("c"), MaintenanceScope.Team("ab")));
    }

    private static string Key(MaintenanceCreate request, MaintenanceScope scope = default, Uri? @base = null) =>
        new MaintenanceFingerprint(request).Key(@base ?? Base, scope);

    private static bool Matches(Maintenance window) => new MaintenanceFingerprint(Samples.NewMaintenance()).Matches(window);

    private static Maintenance Window(
        string? description = "Maintenance Plan", string? status = "planned", string? start = "11:37:40.501", string? end = "11:42:40.501",
        MaintenanceRule[]? rules = null) => new()
        {
            Id = "m",
            Status = status,
            Description = description,
            StartDate = At(start),
            EndDate = At(end),
            Rules = rules ?? Samples.NewMaintenance().Rules,
        };

    private static DateTimeOffset? At(string? time) => time is null ? null : DateTimeOffset.Parse($"2023-12-11T{time}Z", null);
}
