using System;

namespace CompassOps.Reports;

/// <summary>
/// The symbol, the word and the CSS class with which a report shows a status. Readers who cannot see colours recognise the status by the
/// symbol and the word.
/// </summary>
/// <param name="Rank">The sort order. 0 comes first.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Word">A word for readers who do not know the service.</param>
/// <param name="Style">The CSS class.</param>
internal sealed record ReportStatus(int Rank, string Symbol, string Word, string Style)
{
    /// <summary>The service did not receive a ping in time.</summary>
    public static readonly ReportStatus Silent = new(0, "▲", "Unresponsive", "silent");

    /// <summary>The service has never received a ping for this heartbeat.</summary>
    public static readonly ReportStatus NeverPinged = new(2, "○", "Never pinged", "pending");

    /// <summary>The service receives the pings in time.</summary>
    public static readonly ReportStatus Reporting = new(3, "✓", "Responsive", "ok");

    /// <summary>The service does not monitor the heartbeat, because it is disabled.</summary>
    public static readonly ReportStatus Disabled = new(4, "–", "Disabled", "off");

    /// <summary>The maintenance window is in effect now.</summary>
    public static readonly ReportStatus Active = new(0, "●", "Active", "active");

    /// <summary>The maintenance window has not started.</summary>
    public static readonly ReportStatus Planned = new(1, "◇", "Planned", "planned");

    /// <summary>The maintenance window has ended.</summary>
    public static readonly ReportStatus Past = new(3, "■", "Past", "past");

    /// <summary>The maintenance window was cancelled.</summary>
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
