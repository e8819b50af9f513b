using System;

namespace CompassOps.Reports;

/// <summary>
/// The symbol, the word and the CSS class with which a report shows a status. Readers who cannot see colors recognize the status by the
/// symbol and the word.
/// </summary>
/// <param name="Rank">The sort order. 0 comes first.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Word">A word for readers who do not know the service.</param>
/// <param name="Style">The CSS class.</param>
internal sealed record ReportStatus(int Rank, string Symbol, string Word, string Style)
{
    public static readonly ReportStatus Silent = new(0, "▲", "Unresponsive", "silent");

    public static readonly ReportStatus NeverPinged = new(2, "○", "Never pinged", "pending");

    public static readonly ReportStatus Reporting = new(3, "✓", "Responsive", "ok");

    public static readonly ReportStatus Disabled = new(4, "–", "Disabled", "off");

    public static readonly ReportStatus Active = new(0, "●", "Active", "active");

    public static readonly ReportStatus Planned = new(1, "◇", "Planned", "planned");

    public static readonly ReportStatus Past = new(3, "■", "Past", "past");

    public static readonly ReportStatus Cancelled = new(4, "✕", "Cancelled", "cancelled");

    public static ReportStatus Of(Heartbeat heartbeat) =>
        heartbeat.Enabled == false || Is(heartbeat.Status, KnownValues.Off) ? Disabled
        : Is(heartbeat.Status, KnownValues.Unresponsive) ? Silent
        : Is(heartbeat.Status, KnownValues.Pending) ? NeverPinged
        : Is(heartbeat.Status, KnownValues.Responsive) ? Reporting
        : Unknown(heartbeat.Status);

    public static ReportStatus Of(Maintenance window) =>
        Is(window.Status, KnownValues.Active) ? Active
        : Is(window.Status, KnownValues.Planned) ? Planned
        : Is(window.Status, KnownValues.Past) ? Past
        : Is(window.Status, KnownValues.Cancelled) ? Cancelled
        : Unknown(window.Status);

    private static ReportStatus Unknown(string? status) => new(1, "?", string.IsNullOrWhiteSpace(status) ? "Unknown" : status!, "unknown");

    private static bool Is(string? status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);
}
