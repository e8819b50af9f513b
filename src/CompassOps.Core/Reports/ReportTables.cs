using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CompassOps.Reports;

internal sealed class ReportTables
{
    private readonly ReportData _data;
    private readonly ReportTime _time;

    public ReportTables(ReportData data, ReportTime time)
    {
        _data = data;
        _time = time;
    }

    public void AppendMaintenances(HtmlBuilder html)
    {
        (Maintenance Window, string Team)[] windows = AllWindows(_data).OrderBy(static entry => entry.Window.StartDate).ToArray();
        if (windows.Length == 0)
        {
            html.Element("p", "There is no maintenance window in this period.");
            return;
        }

        html.Markup("<table class=\"windows\"><caption>Every window, ordered by start</caption><thead><tr><th scope=\"col\">Status<th scope=\"col\">Description<th scope=\"col\">Team")
            .Markup("<th scope=\"col\">Start<th scope=\"col\">End<th scope=\"col\">Duration<th scope=\"col\">Effect<th scope=\"col\">Id<tbody>");
        foreach ((Maintenance window, string team) in windows)
        {
            html.Markup("\n<tr><td>");
            AppendStatus(html, ReportStatus.Of(window));
            html.Markup("<th scope=\"row\">").Text(Description(window)).Markup("<td>").Text(team)
                .Markup("<td>").Text(_time.Instant(window.StartDate)).Markup("<td>").Text(_time.Instant(window.EndDate))
                .Markup("<td>").Text(window.Duration is { } duration && duration > TimeSpan.Zero ? ReportTime.Duration(duration) : "")
                .Markup("<td>").Text(Rules(window)).Markup("<td class=\"id\">").Text(window.Id);
        }

        html.Markup("</table>");
    }

    /// <summary>
    /// Appends a table of heartbeats for each team. Sorts the heartbeats by status, then by priority and name. Unresponsive heartbeats come
    /// first.
    /// </summary>
    public void AppendHeartbeats(HtmlBuilder html)
    {
        foreach (ReportTeam team in _data.Teams)
        {
            html.Element("h3", team.DisplayName);
            if (team.Heartbeats.Count == 0)
            {
                html.Element("p", "This team has no heartbeats, or this account cannot see them.");
                continue;
            }

            html.Markup("<table class=\"beats\"><caption>").Text(ReportTime.Count(team.Heartbeats.Count, "heartbeat")).Text(" of ").Text(team.DisplayName)
                .Markup("</caption><thead><tr><th scope=\"col\">Status<th scope=\"col\">Name<th scope=\"col\">Priority<th scope=\"col\">Ping expected every")
                .Markup("<th scope=\"col\">Description<th scope=\"col\">Alert message<th scope=\"col\">Tags<tbody>");
            foreach (Heartbeat heartbeat in Order(team.Heartbeats))
            {
                html.Markup("\n<tr><td>");
                AppendStatus(html, ReportStatus.Of(heartbeat));
                html.Markup("<th scope=\"row\">").Text(heartbeat.Name).Markup("<td>").Text(heartbeat.AlertPriority).Markup("<td>").Text(Period(heartbeat))
                    .Markup("<td>").Text(heartbeat.Description).Markup("<td>").Text(heartbeat.AlertMessage).Markup("<td>").Text(string.Join(", ", heartbeat.AlertTags));
            }

            html.Markup("</table>");
        }
    }

    public static IEnumerable<(Maintenance Window, string Team)> AllWindows(ReportData data) =>
        data.GlobalMaintenances.Select(static window => (window, "All teams (global)"))
            .Concat(data.Teams.SelectMany(static team => team.Maintenances.Select(window => (window, team.DisplayName))));

    public static IEnumerable<Heartbeat> Order(IEnumerable<Heartbeat> heartbeats) => heartbeats
        .OrderBy(static heartbeat => ReportStatus.Of(heartbeat).Rank)
        .ThenBy(static heartbeat => heartbeat.AlertPriority ?? "P9", StringComparer.OrdinalIgnoreCase)
        .ThenBy(static heartbeat => heartbeat.Name, StringComparer.OrdinalIgnoreCase);

    public static string Period(Heartbeat heartbeat) => heartbeat.Period is { } period ? ReportTime.Duration(period)
        : heartbeat.Interval is { } interval ? interval.ToString(CultureInfo.InvariantCulture) + " " + heartbeat.IntervalUnit
        : "";

    public static string Rules(Maintenance window) => string.Join("; ", window.Rules.Select(Words));

    public static string Description(Maintenance window) =>
        string.IsNullOrWhiteSpace(window.Description) ? "(no description)" : window.Description!;

    private static string Words(MaintenanceRule rule) => (rule.State.ToLowerInvariant(), rule.EntityType.ToLowerInvariant()) switch
    {
        ("disabled", "integration") => "mutes integration " + rule.EntityId,
        ("disabled", "policy") => "switches off policy " + rule.EntityId,
        ("disabled", "sync") => "pauses sync " + rule.EntityId,
        ("enabled", "policy") => "switches on policy " + rule.EntityId,
        ("nomaintenance", string type) => $"leaves {type} {rule.EntityId} as it is",
        _ => rule.ToString(),
    };

    public static void AppendStatus(HtmlBuilder html, ReportStatus status) =>
        html.Markup("<b class=\"").Markup(status.Style).Markup("\"><span aria-hidden=\"true\">").Markup(status.Symbol).Markup("</span> ").Text(status.Word).Markup("</b>");
}
