using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CompassOps.Core.Tests.Support;
using CompassOps.Reports;

namespace CompassOps.Core.Tests;

public class ReportPageTests
{
    private static readonly DateTimeOffset Now = new(2031, 3, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Text_of_the_service_is_encoded()
    {
        string page = Page(
            [Beat("<b>backup</b>", "Unresponsive")],
            [Window("w\"1", "planned", 1, 2, "<script>alert(1)</script> & 'x'\u0007\u202E")],
            title: "<i>Ops</i>");

        Assert.Contains("&lt;b&gt;backup&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;x&#39;\uFFFD\uFFFD", page, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;i&gt;Ops&lt;/i&gt;</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("w\"1", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_sends_no_requests_and_runs_no_scripts()
    {
        string page = Page([Beat("nightly", "Responsive")], [Window("w1", "active", -1, 1, "Router upgrade")]);

        Assert.DoesNotMatch(new Regex(@"<script|<link|<img|<iframe|\bsrc\s*=|url\(|@import|\son\w+\s*=", RegexOptions.IgnoreCase), page);
        Assert.DoesNotContain("http:", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_heartbeat_and_window_is_a_row()
    {
        Heartbeat[] heartbeats = Enumerable.Range(0, 30).Select(i => Beat($"job {i}", i % 2 == 0 ? "Unresponsive" : "Responsive")).ToArray();
        Maintenance[] windows = Enumerable.Range(0, 20).Select(i => Window($"id-{i}", "planned", i, i + 1, $"window {i}")).ToArray();
        string page = Page(heartbeats, windows);

        Assert.Equal(30 + 20, Regex.Matches(page, "<th scope=\"row\">").Count);
        Assert.All(heartbeats, one => Assert.Contains($"<th scope=\"row\">{one.Name}<", page, StringComparison.Ordinal));
        Assert.All(windows, one => Assert.Contains($"<td class=\"id\">{one.Id}", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_cards_count_unresponsive_heartbeats_and_active_windows()
    {
        string page = Page(
            [Beat("nightly", "Unresponsive"), Beat("old", "Unresponsive", enabled: false), Beat("new", "Pending"), Beat("fine", "Responsive")],
            [Window("w1", "active", -1, 3, "Router upgrade"), Window("w2", "planned", 5, 6, "Later")]);

        Assert.Matches("<span class=\"number\">1</span> Unresponsive now", page);
        Assert.Matches("<span class=\"number\">1</span> Muted now", page);
        Assert.Matches("<span class=\"number\">2</span> Not watched", page);
        Assert.Contains("(3 h left)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_that_overlap_are_in_separate_lanes()
    {
        string page = Page([], [Window("a", "planned", 1, 10, "first"), Window("b", "planned", 5, 12, "second"), Window("c", "planned", 10, 14, "third")]);

        string[] tops = Regex.Matches(page, "<rect x=\"[0-9.]+\" y=\"([0-9.]+)\"").Cast<Match>().Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(3, tops.Length);
        Assert.Equal(2, tops.Distinct().Count());
        Assert.Equal(tops.Order().First(), tops.Where(top => tops.Count(other => other == top) == 2).First());
    }

    [Fact]
    public void Ticks_and_times_use_local_time_before_and_after_a_clock_change()
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        string page = Page([], [Window("a", "planned", 24, 48, "over the change")], zone: berlin);

        // On 30 March 2031, the UTC offset of Berlin changes from +01:00 to +02:00.
        Assert.Contains("Sat 29 Mar 2031, 13:00 +01:00", page, StringComparison.Ordinal);
        Assert.Contains("Sun 30 Mar 2031, 14:00 +02:00", page, StringComparison.Ordinal);
        Assert.Contains(">Tue 1 Apr</text>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">01:00</text>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_skipped_local_time_moves_by_the_length_of_the_clock_change()
    {
        ReportTime lordHowe = new(TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe"));
        Assert.Equal(
            new DateTimeOffset(2031, 10, 5, 2, 30, 0, TimeSpan.FromHours(11)), lordHowe.FromWall(new DateTime(2031, 10, 5, 2, 0, 0)));
    }

    [Fact]
    public void Without_windows_there_is_no_timeline()
    {
        string page = Page([Beat("nightly", "Responsive")], []);

        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
        Assert.Contains("There is no maintenance window in this period.", page, StringComparison.Ordinal);
        Assert.Contains("No maintenance window is active.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_without_dates_or_description_is_shown()
    {
        string page = Page([], [new Maintenance { Id = "bare", Status = "planned" }, new Maintenance { Id = "open", Status = "active", StartDate = Now.AddHours(-1) }]);

        Assert.Contains("<td class=\"id\">bare", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"id\">open", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_that_is_too_narrow_for_its_text_has_the_text_beside_it()
    {
        string page = Page([], [Window("w1", "planned", 1, 3, "Bank gateway upgrade")]);

        Assert.Contains("◇ Bank gateway upgrade</text>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(30)]
    public void No_text_in_the_timeline_covers_the_next_bar(int gapHours)
    {
        int next = 3 + gapHours;
        string page = Page([], [Window("w1", "planned", 1, 3, "Bank gateway upgrade"), Window("w2", "planned", next, next + 200, "数据库维护 and more")]);

        double[] lefts = Regex.Matches(page, "<rect x=\"([0-9.]+)\"").Cast<Match>().Select(match => Number(match)).ToArray();
        Match text = Regex.Match(page, "<text x=\"([0-9.]+)\" y=\"[0-9.]+\">(◇[^<]*)</text>");
        Assert.True(Number(text) >= lefts[1] || Number(text) + (text.Groups[2].Length * 6.5) <= lefts[1], text.Value);
    }

    [Fact]
    public void A_long_name_is_cut_on_the_first_screen_and_full_in_its_row()
    {
        string name = string.Concat(Enumerable.Repeat("نسخ👩‍👩‍👧 ", 40));
        string page = Page([Beat(name, "Unresponsive")], [Window("w1", "active", -1, 3, name)]);

        string cards = page[..page.IndexOf("id=\"windows\"", StringComparison.Ordinal)];
        Assert.DoesNotContain(Html.Encode(name), cards, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Matches(cards, "…</strong>").Count);
        Assert.Contains($"<th scope=\"row\">{Html.Encode(name)}<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_heartbeats_does_not_say_that_they_are_healthy()
    {
        string page = Page([], []);

        Assert.DoesNotContain("Every ", page, StringComparison.Ordinal);
        Assert.Contains("There are no heartbeats", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_report_does_not_say_that_everything_is_healthy()
    {
        string page = Page([Beat("fine", "Responsive")], [], problems: ["Team x: no access"]);

        Assert.DoesNotContain("card ok", page, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Matches(page, "Some lists could not be read").Count);
    }

    [Theory]
    [InlineData("disabled", "integration", "mutes integration e1")]
    [InlineData("disabled", "policy", "switches off policy e1")]
    [InlineData("Disabled", "Sync", "pauses sync e1")]
    [InlineData("enabled", "policy", "switches on policy e1")]
    [InlineData("noMaintenance", "integration", "leaves integration e1 as it is")]
    [InlineData("delayed", "integration", "delayed integration e1")]
    public void Maintenance_rules_are_shown_in_plain_words(string state, string type, string expected)
    {
        Maintenance window = new() { Id = "w", Status = "active", StartDate = Now, EndDate = Now.AddHours(1), Rules = [new MaintenanceRule(state, type, "e1")] };

        Assert.Equal(2, Regex.Matches(Page([], [window]), expected).Count);
    }

    [Fact]
    public void A_problem_marks_the_report_as_incomplete() =>
        Assert.Contains(
            "<strong>This page is incomplete.</strong><ul><li>Team &lt;x&gt;: no access</li>",
            Page([], [], problems: ["Team <x>: no access"]), StringComparison.Ordinal);

    [Fact]
    public void A_large_page_is_smaller_than_400_kB_and_is_created_within_a_second()
    {
        Page([Beat("warm up", "Pending")], []);
        ReportTeam[] teams = Enumerable.Range(0, 25).Select(team => new ReportTeam
        {
            TeamId = Guid.NewGuid().ToString(),
            TeamName = $"Team number {team}",
            Heartbeats = Enumerable.Range(0, 20).Select(i => new Heartbeat
            {
                Name = $"nightly-backup-of-server-{team}-{i}",
                Description = "Copies the databases of the shop to the second site every night.",
                Status = i == 0 ? "Unresponsive" : "Responsive",
                Enabled = true,
                Interval = 1,
                IntervalUnit = "days",
                AlertMessage = "The nightly backup did not report.",
                AlertPriority = "P2",
                AlertTags = ["backup", "nightly"],
            }).ToArray(),
            Maintenances = Enumerable.Range(0, 8).Select(i => Window(Guid.NewGuid().ToString(), "planned", i * 20, (i * 20) + 3, $"Patch night number {i} of this team")).ToArray(),
        }).ToArray();
        ReportData data = Data([], [], TimeZoneInfo.Utc, "Ops", []);
        data = new ReportData { Title = "Ops", Now = Now, From = data.From, To = data.To, Teams = teams };

        Stopwatch watch = Stopwatch.StartNew();
        string page = ReportPage.Write(data);
        watch.Stop();

        Assert.InRange(Encoding.UTF8.GetByteCount(page), 50_000, 400_000);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string Page(
        Heartbeat[] heartbeats, Maintenance[] windows, TimeZoneInfo? zone = null, string title = "Ops", string[]? problems = null) =>
        Html.WithCharacters(ReportPage.Write(Data(heartbeats, windows, zone ?? TimeZoneInfo.Utc, title, problems ?? [])));

    private static ReportData Data(Heartbeat[] heartbeats, Maintenance[] windows, TimeZoneInfo zone, string title, string[] problems) => new()
    {
        Title = title,
        Source = "sandbox",
        Now = Now,
        Zone = zone,
        From = Now.AddDays(-2),
        To = Now.AddDays(12),
        Teams = [new ReportTeam { TeamId = "t1", TeamName = "Shop", Heartbeats = heartbeats, Maintenances = windows }],
        Problems = problems,
    };

    private static Heartbeat Beat(string name, string status, bool enabled = true) =>
        new() { Name = name, Status = status, Enabled = enabled, Interval = 5, IntervalUnit = "minutes", AlertPriority = "P2" };

    private static Maintenance Window(string id, string status, int fromHours, int toHours, string description) => new()
    {
        Id = id,
        Status = status,
        Description = description,
        StartDate = Now.AddHours(fromHours),
        EndDate = Now.AddHours(toHours),
        Rules = [new MaintenanceRule("disabled", "integration", "e1")],
    };
}
