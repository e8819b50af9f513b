using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CompassOps.Reports;

/// <summary>
/// Draws the maintenance windows as inline SVG. Each team has its own row, in which overlapping windows are drawn one below the other.
/// Each status has its own outline, fill and symbol. The table below the drawing shows the same data as text.
/// </summary>
internal sealed class MaintenanceTimeline
{
    private const double Width = 1160;
    private const double NameWidth = 190;
    private const double HeaderHeight = 33;
    private const double LaneHeight = 24;
    private const double RowPadding = 5;
    private const double BoldFactor = 1.12;
    private const int MaximumTicks = 12;

    private readonly ReportData _data;
    private readonly ReportTime _time;

    public MaintenanceTimeline(ReportData data, ReportTime time)
    {
        _data = data;
        _time = time;
    }

    public void Append(HtmlBuilder html)
    {
        (string Name, Maintenance[][] Lanes)[] rows = Rows().ToArray();
        double height = HeaderHeight + rows.Sum(static row => RowHeight(row.Lanes));
        html.Markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline, scrolls sideways\"><svg viewBox=\"0 0 ")
            .Markup(Number(Width)).Markup(" ").Markup(Number(height))
            .Markup("\" role=\"img\" aria-labelledby=\"timeline-title timeline-text\"><title id=\"timeline-title\">Timeline of maintenance windows</title><desc id=\"timeline-text\">")
            .Text($"From {_time.Instant(_data.From)} to {_time.Instant(_data.To)}. The table below lists the same windows.")
            .Markup("</desc>");
        AppendTicks(html, height);
        double top = HeaderHeight;
        foreach ((string name, Maintenance[][] lanes) in rows)
        {
            AppendRow(html, name, lanes, top);
            top += RowHeight(lanes);
        }

        if (_data.Now >= _data.From && _data.Now <= _data.To)
        {
            string now = Number(Position(_data.Now));
            html.Markup("<path class=\"now\" d=\"M").Markup(now).Markup(" 30V").Markup(Number(height)).Markup("\"/><text class=\"now\" x=\"")
                .Markup(now).Markup("\" y=\"").Markup(Number(HeaderHeight - 6)).Markup("\" text-anchor=\"middle\">now</text>");
        }

        html.Markup("</svg></div>");
    }

    private IEnumerable<(string Name, Maintenance[][] Lanes)> Rows()
    {
        if (_data.GlobalMaintenances.Any(IsShown))
        {
            yield return ("All teams (global)", Lanes(_data.GlobalMaintenances));
        }

        foreach (ReportTeam team in _data.Teams.Where(team => team.Maintenances.Any(IsShown)))
        {
            yield return (team.DisplayName, Lanes(team.Maintenances));
        }
    }

    private bool IsShown(Maintenance window) => window.StartDate < _data.To && (window.EndDate ?? window.StartDate) > _data.From;

    /// <summary>Distributes the maintenance windows over the lines of a row, so that the windows in one line do not overlap.</summary>
    private Maintenance[][] Lanes(IEnumerable<Maintenance> windows)
    {
        List<List<Maintenance>> lanes = new();
        foreach (Maintenance window in windows.Where(IsShown).OrderBy(static window => window.StartDate).ThenBy(static window => window.Id, StringComparer.Ordinal))
        {
            List<Maintenance>? free = lanes.Find(lane => lane[lane.Count - 1].EndDate <= window.StartDate);
            if (free is null)
            {
                lanes.Add(free = new List<Maintenance>());
            }

            free.Add(window);
        }

        return lanes.Select(static lane => lane.ToArray()).ToArray();
    }

    private void AppendRow(HtmlBuilder html, string name, Maintenance[][] lanes, double top)
    {
        string line = Number(top);
        html.Markup("<path class=\"row\" d=\"M0 ").Markup(line).Markup("H").Markup(Number(Width)).Markup("\"/><text class=\"name\" x=\"0\" y=\"")
            .Markup(Number(top + RowPadding + 15)).Markup("\">").Text(ShortText.Fit(name, (NameWidth - 8) / BoldFactor)).Markup("<title>").Text(name).Markup("</title></text>");
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            for (int index = 0; index < lanes[lane].Length; index++)
            {
                double next = index + 1 < lanes[lane].Length ? Position(lanes[lane][index + 1].StartDate!.Value) : Width;
                AppendBar(html, lanes[lane][index], top + RowPadding + (lane * LaneHeight), next);
            }
        }
    }

    private void AppendBar(HtmlBuilder html, Maintenance window, double top, double next)
    {
        ReportStatus status = ReportStatus.Of(window);
        double left = Position(window.StartDate!.Value);
        double width = Math.Max(5, Position(window.EndDate ?? window.StartDate.Value) - left);
        string what = string.IsNullOrWhiteSpace(window.Description) ? "Maintenance window" : window.Description!;
        string text = status.Symbol + " " + what;
        double inside = width - 8;
        double beside = next - left - width - 10;
        bool isBeside = ShortText.Width(text) > inside && beside > inside;
        string label = ShortText.Fit(text, isBeside ? beside : inside);
        html.Markup("<g class=\"").Markup(status.Style).Markup("\"><title>")
            .Text($"{status.Word}: {what}, {_time.Instant(window.StartDate)} to {_time.Instant(window.EndDate)}")
            .Markup("</title><rect x=\"").Markup(Number(left)).Markup("\" y=\"").Markup(Number(top)).Markup("\" width=\"").Markup(Number(width))
            .Markup("\" height=\"20\" rx=\"3\"/>");
        if (label.Length > 0)
        {
            html.Markup("<text x=\"").Markup(Number(left + (isBeside ? width + 5 : 4))).Markup("\" y=\"").Markup(Number(top + 14)).Markup("\">").Text(label).Markup("</text>");
        }

        html.Markup("</g>");
    }

    private void AppendTicks(HtmlBuilder html, double height)
    {
        TimeSpan span = _data.To - _data.From;
        int hours = new[] { 1, 2, 3, 6, 12, 24, 48, 168, 336 }.FirstOrDefault(step => span.TotalHours / step <= MaximumTicks);
        hours = hours > 0 ? hours : (int)Math.Ceiling(span.TotalDays / MaximumTicks) * 24;
        DateTime wall = _time.Local(_data.From).Date;
        for (DateTimeOffset tick = _time.FromWall(wall); tick < _data.To; tick = _time.FromWall(wall))
        {
            if (tick >= _data.From)
            {
                string x = Number(Position(tick));
                string text = tick.ToString(wall.Hour == 0 ? "ddd d MMM" : "HH:mm", CultureInfo.InvariantCulture);
                html.Markup("<path class=\"tick\" d=\"M").Markup(x).Markup(" 18V").Markup(Number(height)).Markup("\"/>");
                if (Position(tick) + ShortText.Width(text) <= Width)
                {
                    html.Markup("<text class=\"tick\" x=\"").Markup(x).Markup("\" y=\"12\">").Markup(text).Markup("</text>");
                }
            }

            wall = wall.AddHours(hours);
        }
    }

    private double Position(DateTimeOffset instant)
    {
        double share = (instant - _data.From).TotalSeconds / (_data.To - _data.From).TotalSeconds;
        return NameWidth + (Math.Min(1, Math.Max(0, share)) * (Width - NameWidth));
    }

    private static double RowHeight(Maintenance[][] lanes) => (lanes.Length * LaneHeight) + (2 * RowPadding) - 4;

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
