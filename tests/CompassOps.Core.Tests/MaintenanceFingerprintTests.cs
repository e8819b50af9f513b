using System;
using System.Linq;
using CompassOps.Core.Tests.Support;
using CompassOps.OutcomeResolution;

namespace CompassOps.Core.Tests;

/// <summary>Checks how the client recognizes a window in a list if the id of the window is unknown.</summary>
public sealed class MaintenanceFingerprintTests
{
    private static readonly Uri Base = new("https://api.example.com/");

    [Theory]
    [InlineData("11:37:40.501", "11:42:40.501", "Exact")]
    [InlineData("11:37:40.5019999", "11:42:40.501", "Exact")]
    [InlineData("11:37:40", "11:42:40", "Same")]
    [InlineData("11:37:40.501", "11:42:40", "Same")]
    [InlineData("11:37:41", "11:42:41", "Same")]
    [InlineData("11:37:00", "11:42:00", "Same")]
    [InlineData("11:38:00", "11:43:00", "Same")]
    [InlineData("11:37:00", "11:43:00", "Same")]
    [InlineData("11:37:40.500", "11:42:40.501", "Possible")]
    [InlineData("11:37:40.501", "11:42:40.502", "Possible")]
    [InlineData("11:37:10", "11:42:10", "Possible")]
    [InlineData("11:30:00", "11:35:00", "Possible")]
    [InlineData("11:37:40.501", null, "Possible")]
    [InlineData("12:37:40.501", "11:42:40.501", "Possible")]
    [InlineData(null, "11:42:40.501", "Possible")]
    [InlineData("12:37:40.501", "12:42:40.501", "None")]
    [InlineData("10:37:40.501", "12:42:40.501", "None")]
    public void Instants_match_whether_exact_truncated_or_rounded_up(string? start, string? end, string resemblance) =>
        Assert.Equal(resemblance, Compare(Window(start: start, end: end)));

    [Theory]
    [InlineData("11:37:40.501", "11:42:40.501", true)]
    [InlineData("11:37:00", "11:43:00", true)]
    [InlineData("11:36:41", "11:43:40", true)]
    [InlineData("11:36:40", "11:42:40", false)]
    [InlineData("11:37:40.501", "11:43:41", false)]
    [InlineData(null, "11:42:40.501", false)]
    [InlineData("11:37:40.501", null, false)]
    public void An_existing_window_matches_if_start_and_end_lie_within_a_minute(string? start, string? end, bool same) =>
        Assert.Equal(same, Matches(Window(start: start, end: end)));

    [Theory]
    [InlineData("11:40:00", "11:42:40.501", true)]
    [InlineData("11:40:00", "11:45:00", true)]
    [InlineData("11:40:00", "11:50:00", false)]
    [InlineData("11:36:00", "11:42:40.501", false)]
    [InlineData("11:42:00", "11:42:40.501", true)]
    [InlineData("11:55:30", "12:00:30", true)]
    [InlineData("11:55:31", "12:00:31", false)]
    [InlineData("11:56:00", "11:42:40.501", false)]
    public void An_existing_window_matches_if_its_past_start_was_moved_to_now(string start, string end, bool same) =>
        Assert.Equal(same, new MaintenanceFingerprint(Samples.NewMaintenance()).Matches(Window(start: start, end: end), At("11:40:30")!.Value));

    [Theory]
    [InlineData("11:37:40.502", "11:40:00", "11:42:40.501", true)]
    [InlineData("11:37:40.501", "11:40:00", "11:42:40.501", false)]
    [InlineData("11:42:40.500", "11:42:40", "11:47:40", true)]
    [InlineData("11:42:40.501", "11:42:40", "11:47:40", false)]
    public void A_moved_start_matches_only_if_the_requested_start_is_past_and_the_requested_end_is_not(string now, string start, string end, bool same) =>
        Assert.Equal(same, new MaintenanceFingerprint(Samples.NewMaintenance()).Matches(Window(start: start, end: end), At(now)!.Value));

    [Theory]
    [InlineData("11:40:02", "11:42:40.501", "Same")]
    [InlineData("11:39:59", "11:42:40.501", "Same")]
    [InlineData("11:39:58.999", "11:42:40.501", "Possible")]
    [InlineData("11:40:07", "11:42:40.501", "Same")]
    [InlineData("11:40:07.001", "11:42:40.501", "Possible")]
    [InlineData("11:40:02.345", "11:45:02.345", "Same")]
    [InlineData("11:40:00", "11:45:00", "Same")]
    [InlineData("11:41:00", "11:43:00", "Same")]
    [InlineData("11:39:30", "11:42:40.501", "Possible")]
    [InlineData("11:39:30", "11:44:30", "Possible")]
    public void A_past_start_matches_a_start_at_the_time_of_the_create_request(string start, string end, string resemblance) =>
        Assert.Equal(resemblance, Compare(Window(start: start, end: end), "11:40:01", "11:40:05"));

    [Theory]
    [InlineData("11:37:38", "11:37:38.501", "11:37:39.501", "11:42:39.501", "Same")]
    [InlineData("11:37:38", "11:37:38.500", "11:37:39.501", "11:42:39.501", "Possible")]
    [InlineData("11:37:30", "11:37:40.501", "11:37:38.501", "11:42:38.501", "Same")]
    [InlineData("11:37:30", "11:37:40.501", "11:37:38.500", "11:42:38.500", "Possible")]
    [InlineData("11:37:30", "11:37:40.501", "11:37:35", "11:42:35", "Possible")]
    public void A_start_within_two_seconds_of_now_can_be_moved_but_not_to_an_earlier_time(string sent, string now, string start, string end, string resemblance) =>
        Assert.Equal(resemblance, Compare(Window(start: start, end: end), sent, now));

    [Theory]
    [InlineData("12:40:00", "12:40:10", "12:25:00", "12:30:00", "Possible")]
    [InlineData("12:40:00", "12:40:10", "12:24:59.999", "12:29:59.999", "None")]
    [InlineData("12:40:00", "12:40:10", "12:55:10", "13:00:10", "Possible")]
    [InlineData("12:40:00", "12:40:10", "12:55:10.001", "13:00:10.001", "None")]
    [InlineData("12:40:00", "12:40:10", "12:30:00", "12:36:00", "Possible")]
    [InlineData("12:40:00", "12:40:10", "12:30:00", "12:36:00.001", "None")]
    [InlineData("12:40:00", "12:40:10", "12:30:00", null, "None")]
    [InlineData("11:37:38.501", "11:37:38.501", "11:22:39", "11:27:39", "Possible")]
    [InlineData("11:37:38.500", "11:37:38.500", "11:22:39", "11:27:39", "None")]
    [InlineData("11:20:00", "11:20:00", "11:15:00", "11:20:00", "None")]
    public void A_window_with_the_same_duration_that_starts_near_the_time_of_the_create_request_is_a_possible_match(
        string sent, string now, string start, string? end, string resemblance) =>
        Assert.Equal(resemblance, Compare(Window(start: start, end: end), sent, now));

    [Theory]
    [InlineData("11:37:40.001", "11:37:41", "11:42:41", "Same")]
    [InlineData("11:37:40", "11:37:41", "11:42:41", "Possible")]
    [InlineData("11:37:00.001", "11:38:00", "11:43:00", "Same")]
    [InlineData("11:37:00", "11:38:00", "11:43:00", "Possible")]
    public void A_whole_second_or_minute_is_not_rounded_to_the_next(string asked, string start, string end, string resemblance)
    {
        DateTimeOffset begin = At(asked)!.Value;
        MaintenanceCreate request = Samples.NewMaintenance() with { StartDate = begin, EndDate = begin.AddMinutes(5) };

        Assert.Equal(resemblance, Compare(Window(start: start, end: end), request: request));
    }

    [Theory]
    [InlineData("11:37:40.501", "11:42:40.501", "Possible")]
    [InlineData("11:37:40", "11:42:40", "Possible")]
    [InlineData("11:37:10", "11:42:10", "None")]
    public void A_truncated_description_is_a_possible_match_if_the_times_match(string start, string end, string resemblance) =>
        Assert.Equal(resemblance, Compare(Window("Maintenance", start: start, end: end)));

    [Theory]
    [InlineData("Maintenance Plan", "Exact")]
    [InlineData("  Maintenance Plan\n", "Exact")]
    [InlineData("maintenance plan", "Exact")]
    [InlineData("Maintenance", "Possible")]
    [InlineData("", "Possible")]
    [InlineData(null, "Possible")]
    [InlineData("Another plan", "None")]
    [InlineData("Maintenance Plan, phase 2", "None")]
    public void Descriptions_match_regardless_of_case_and_outer_blanks(string? description, string resemblance)
    {
        Assert.Equal(resemblance, Compare(Window(description)));
        Assert.Equal(resemblance == "Exact", Matches(Window(description)));
    }

    [Fact]
    public void Line_endings_and_composed_letters_do_not_matter() =>
        Assert.True(new MaintenanceFingerprint(Samples.NewMaintenance("caf\u00e9 \r\nupgrade\r\n"))
            .Matches(Window("cafe\u0301\nupgrade"), default));

    [Theory]
    [InlineData(null, "")]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void A_null_description_equals_an_empty_one(string? asked, string? kept) =>
        Assert.True(new MaintenanceFingerprint(Samples.NewMaintenance(asked)).Matches(Window(kept), default));

    [Theory]
    [InlineData("planned", true)]
    [InlineData("active", true)]
    [InlineData("past", true)]
    [InlineData(null, true)]
    [InlineData("cancelled", false)]
    [InlineData("Cancelled", false)]
    public void A_cancelled_window_does_not_match(string? status, bool same)
    {
        Assert.Equal(same, Matches(Window(status: status)));
        Assert.Equal(same ? "Exact" : "None", Compare(Window(status: status)));
    }

    [Fact]
    public void Rules_match_in_any_order_and_case()
    {
        MaintenanceRule[] asked = [new("Disabled", "Integration", "i"), new("noMaintenance", "policy", "p")];
        MaintenanceFingerprint print = new(Samples.NewMaintenance() with { Rules = asked });

        Assert.True(print.Matches(Window(rules: [new("nomaintenance", "Policy", "p"), new("disabled", "integration", "i")]), default));
        Assert.True(print.Matches(Window(rules: [new("disabled", "integration", "I"), new("noMaintenance", "policy", "p"), asked[0]]), default));
        Assert.False(print.Matches(Window(rules: [new("disabled", "integration", "i")]), default));
        Assert.False(print.Matches(Window(rules: [new("enabled", "integration", "i"), new("noMaintenance", "policy", "p")]), default));
        Assert.False(print.Matches(Window(rules: [new("disabled", "sync", "i"), new("noMaintenance", "policy", "p")]), default));
    }

    [Fact]
    public void A_window_without_rules_is_a_possible_match() => Assert.Equal("Possible", Compare(Window(rules: [])));

    [Fact]
    public void Create_requests_for_similar_windows_share_a_lock_key()
    {
        MaintenanceCreate request = Samples.NewMaintenance();
        Shares(request with { Description = " maintenance plan " });
        Shares(request with { StartDate = request.StartDate.AddMilliseconds(400).ToOffset(TimeSpan.FromHours(3)) });
        Shares(request with { StartDate = request.StartDate.AddSeconds(-110) });
        Shares(request with { StartDate = request.StartDate.AddSeconds(110) });
        Shares(request with { EndDate = request.EndDate.AddSeconds(30) });
        Shares(request with { Rules = [new("DISABLED", "Integration", request.Rules[0].EntityId.ToUpperInvariant())] });
        Shares(request with { Rules = [.. request.Rules, .. request.Rules] });

        void Shares(MaintenanceCreate other) => Assert.NotEmpty(Keys(request).Intersect(Keys(other)));
    }

    [Fact]
    public void Create_requests_with_past_starts_share_a_lock_key()
    {
        MaintenanceCreate request = Samples.NewMaintenance();
        DateTimeOffset now = request.StartDate.AddHours(5);
        Assert.Equal(Keys(request, now: now), Keys(request with { StartDate = request.StartDate.AddHours(-3) }, now: now));
    }

    [Fact]
    public void Lock_keys_are_sorted()
    {
        MaintenanceCreate request = Samples.NewMaintenance();
        foreach (int second in Enumerable.Range(0, 240))
        {
            string[] keys = Keys(request with { StartDate = request.StartDate.AddSeconds(second) });
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
            Assert.InRange(keys.Length, 1, 2);
        }
    }

    [Fact]
    public void Create_requests_for_different_windows_have_different_lock_keys()
    {
        MaintenanceCreate request = Samples.NewMaintenance("ab");
        string[] keys =
        [
            Key(request),
            Key(request with { Description = "AC" }),
            Key(request with { StartDate = request.StartDate.AddMinutes(10) }),
            Key(request with { Rules = [new("disabled", "sync", "s")] }),
            Key(request, MaintenanceScope.Team("t")),
            Key(request with { Description = "b" }, MaintenanceScope.Team("ta")),
            Key(request with { Description = "ab" }, MaintenanceScope.Team("ta")),
            Key(request, @base: new Uri("https://api.example.com/other/")),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.NotEqual(
            Key(Samples.NewMaintenance("bc"), MaintenanceScope.Team("a")), Key(Samples.NewMaintenance("c"), MaintenanceScope.Team("ab")));
    }

    private static string Key(MaintenanceCreate request, MaintenanceScope scope = default, Uri? @base = null) => Keys(request, scope, @base)[0];

    private static string[] Keys(MaintenanceCreate request, MaintenanceScope scope = default, Uri? @base = null, DateTimeOffset now = default) =>
        [.. new MaintenanceFingerprint(request).Keys(@base ?? Base, scope, now)];

    private static bool Matches(Maintenance window) => new MaintenanceFingerprint(Samples.NewMaintenance()).Matches(window, default);

    private static string Compare(Maintenance window, string sent = "08:00:00", string now = "08:00:01", MaintenanceCreate? request = null) =>
        new MaintenanceFingerprint(request ?? Samples.NewMaintenance()).Compare(window, At(sent)!.Value, At(now)!.Value).ToString();

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
