using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace CompassOps.Reports;

/// <summary>
/// Writes a report as one HTML page for readers who do not use PowerShell. The page contains no scripts and loads no other files. All
/// texts from the service are HTML-encoded.
/// </summary>
public static class ReportPage
{
    private const string StyleSheet = "report.css";

    /// <summary>
    /// The maximum length of a name in the summary at the top of the page. The summary truncates longer names. The tables below the summary
    /// show the full names.
    /// </summary>
    private const int LongestName = 80;

    /// <summary>Returns the HTML of the page.</summary>
    public static string Write(ReportData data)
    {
        ReportTime time = new(data.Zone);
        ReportTables tables = new(data, time);
        HtmlBuilder html = new();
        html.Markup("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Text(data.Title)
            .Markup("</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">")
            .Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\"><style>")
            .Markup(ReadStyleSheet()).Markup("</style></head><body><header>")
            .Element("h1", data.Title)
            .Element("p", Overview(data, time));
        AppendProblems(html, data);
        html.Markup("</header><main><section aria-label=\"Now\" class=\"cards\">");
        AppendSilent(html, data);
        AppendMuted(html, data, time);
        AppendNotWatched(html, data);
        html.Markup("</section><section aria-labelledby=\"windows\"><h2 id=\"windows\">Maintenance windows</h2><p>")
            .Text($"A maintenance window mutes alerts during planned work. Period shown: {time.Instant(data.From)} to {time.Instant(data.To)}.").Markup("</p>");
        if (ReportTables.AllWindows(data).Any())
        {
            AppendLegend(html);
            new MaintenanceTimeline(data, time).Append(html);
        }

        tables.AppendMaintenances(html);
        html.Markup("</section><section aria-labelledby=\"heartbeats\"><h2 id=\"heartbeats\">Heartbeats by team</h2>");
        tables.AppendHeartbeats(html);
        return html.Markup("</section></main></body></html>\n").ToString();
    }

    private static string Overview(ReportData data, ReportTime time) =>
        $"As of {time.Instant(data.Now)} ({data.Zone.Id}), {data.Source}: {ReportTime.Count(data.Teams.Count, "team")}, "
        + $"{ReportTime.Count(data.Teams.Sum(static team => team.Heartbeats.Count), "heartbeat")}, "
        + $"{ReportTime.Count(ReportTables.AllWindows(data).Count(), "maintenance window")}.";

    private static void AppendProblems(HtmlBuilder html, ReportData data)
    {
        if (data.Problems.Count > 0)
        {
            html.Markup("<div class=\"problems\" role=\"note\"><strong>This page is incomplete.</strong><ul>");
            foreach (string problem in data.Problems)
            {
                html.Element("li", problem);
            }

            html.Markup("</ul></div>");
        }
    }

    private static void AppendSilent(HtmlBuilder html, ReportData data)
    {
        const string Meaning = "A scheduled job sends pings to its heartbeat. ";
        (Heartbeat Heartbeat, ReportTeam Team)[] silent = Heartbeats(data, static status => status == ReportStatus.Silent);
        OpenCard(html, data, silent.Length > 0 ? "silent" : HasHeartbeats(data) ? "ok" : "off", "Unresponsive now", silent.Length,
            Meaning + "No ping arrived in time from these jobs:",
            Meaning + (HasHeartbeats(data) ? "No watched job is late with its ping." : "There are no heartbeats on this page, so no job is watched."));
        AppendList(html, silent, entry =>
        {
            html.Element("strong", ShortText.Cut(entry.Heartbeat.Name, LongestName)).Element("span class=\"tag\"", entry.Heartbeat.AlertPriority ?? "no priority")
                .Text($" {Name(entry.Team)}{(ReportTables.Period(entry.Heartbeat) is { Length: > 0 } period ? ", ping expected every " + period : "")}");
        });
        html.Markup("</div>");
    }

    private static void AppendMuted(HtmlBuilder html, ReportData data, ReportTime time)
    {
        (Maintenance Window, string Team)[] active = ReportTables.AllWindows(data)
            .Where(static entry => ReportStatus.Of(entry.Window) == ReportStatus.Active).OrderBy(static entry => entry.Window.EndDate).ToArray();
        OpenCard(html, data, active.Length > 0 ? "active" : "ok", "Muted now", active.Length,
            "These maintenance windows mute alerts:",
            "No maintenance window is active. No alerts are muted.");
        AppendList(html, active, entry =>
        {
            html.Element("strong", ShortText.Cut(ReportTables.Description(entry.Window), LongestName)).Text($" {ShortText.Cut(entry.Team, LongestName)}, until ")
                .Text(time.Instant(entry.Window.EndDate));
            if (entry.Window.EndDate > data.Now)
            {
                html.Text($" ({ReportTime.Duration(entry.Window.EndDate.Value - data.Now)} left)");
            }

            if (entry.Window.Rules.Count > 0)
            {
                html.Element("div class=\"id\"", ReportTables.Rules(entry.Window));
            }
        });
        html.Markup("</div>");
    }

    private static void AppendNotWatched(HtmlBuilder html, ReportData data)
    {
        (Heartbeat Heartbeat, ReportTeam Team)[] rest = Heartbeats(data, static status => status == ReportStatus.Disabled || status == ReportStatus.NeverPinged);
        OpenCard(html, data, rest.Length == 0 && HasHeartbeats(data) ? "ok" : "off", "Not watched", rest.Length,
            "If one of these jobs fails, no alert is raised, because its heartbeat is disabled or has never received a ping.",
            HasHeartbeats(data) ? "All heartbeats are enabled and have received a ping." : "There are no heartbeats on this page.");
        AppendList(html, rest, entry => html.Element("strong", ShortText.Cut(entry.Heartbeat.Name, LongestName))
            .Text($" {Name(entry.Team)}, {ReportStatus.Of(entry.Heartbeat).Word}"));
        html.Markup("</div>");
    }

    private static bool HasHeartbeats(ReportData data) => data.Teams.Any(static team => team.Heartbeats.Count > 0);

    private static (Heartbeat Heartbeat, ReportTeam Team)[] Heartbeats(ReportData data, Func<ReportStatus, bool> isWanted) => data.Teams
        .SelectMany(static team => team.Heartbeats.Select(one => (Heartbeat: one, Team: team)))
        .Where(entry => isWanted(ReportStatus.Of(entry.Heartbeat)))
        .OrderBy(static entry => entry.Heartbeat.AlertPriority ?? "P9", StringComparer.OrdinalIgnoreCase)
        .ThenBy(static entry => entry.Heartbeat.Name, StringComparer.OrdinalIgnoreCase).ToArray();

    private static string Name(ReportTeam team) => ShortText.Cut(team.DisplayName, LongestName);

    // If a list could not be read, a count of zero is not reliable, so do not show zero as a good result.
    private static void OpenCard(HtmlBuilder html, ReportData data, string style, string heading, int count, string some, string none) =>
        html.Markup("<div class=\"card ").Markup(style == "ok" && data.Problems.Count > 0 ? "off" : style).Markup("\"><h2><span class=\"number\">")
            .Text(count.ToString(CultureInfo.InvariantCulture)).Markup("</span> ").Text(heading).Markup("</h2>")
            .Element("p", count > 0 ? some : data.Problems.Count > 0 ? "Some lists could not be read, so the real number can be higher." : none);

    // Appends the first items only, because the tables further down show all items.
    private static void AppendList<T>(HtmlBuilder html, IReadOnlyList<T> items, Action<T> append)
    {
        const int Most = 8;
        if (items.Count == 0)
        {
            return;
        }

        html.Markup("<ul>");
        foreach (T item in items.Take(Most))
        {
            html.Markup("<li>");
            append(item);
            html.Markup("</li>");
        }

        if (items.Count > Most)
        {
            html.Element("li", $"and {items.Count - Most} more in the tables below");
        }

        html.Markup("</ul>");
    }

    private static void AppendLegend(HtmlBuilder html)
    {
        html.Markup("<p class=\"legend\">");
        foreach (ReportStatus status in new[] { ReportStatus.Active, ReportStatus.Planned, ReportStatus.Past, ReportStatus.Cancelled })
        {
            html.Markup("<span class=\"").Markup(status.Style).Markup("\"><span aria-hidden=\"true\">").Markup(status.Symbol).Markup("</span> ").Text(status.Word).Markup("</span> ");
        }

        html.Markup("</p>");
    }

    private static string ReadStyleSheet()
    {
        using Stream resource = typeof(ReportPage).Assembly.GetManifestResourceStream(StyleSheet)!;
        using StreamReader reader = new(resource);
        return reader.ReadToEnd();
    }
}
