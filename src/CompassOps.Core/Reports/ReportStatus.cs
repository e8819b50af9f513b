using System;

namespace CompassOps.Reports;

/// <summary>
/// The presentation of a state in a report: a symbol, a word, and a style-sheet class. No state is shown by colour alone.
/// </summary>
/// <param name="Rank">The sort order of the state; 0 comes first.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Word">A word that people who do not use the service understand.</param>
/// <param name="Style">The class of the style sheet.</param>
internal sealed record ReportStatus(int Rank, string Symbol, string Word, string Style)
{
    /// <summary>The service did not receive the heartbeat's ping in time.</summary>
    public static readonly ReportStatus Silent = new(0, "▲", "Silent", "silent");

    /// <summary>The service has never received a ping.</summary>
    public static readonly ReportStatus NeverPinged = new(2, "○", "Never pinged", "pending");

    /// <summary>The service receives the pings in time.</summary>
    public static readonly ReportStatus Reporting = new(3, "✓", "Reporting", "ok");

    /// <summary>The heartbeat is disabled, so the service does not monitor it.</summary>
    public static readonly ReportStatus Disabled = new(4, "–", "Disabled", "off");

    /// <summary>The window is in effect.</summary>
    public static readonly ReportStatus Active = new(0, "●", "Active", "active");

    /// <summary>The window has not begun.</summary>
    public static readonly ReportStatus Planned = new(1, "◇", "Planned", "planned");

    /// <summary>The window has ended.</summary>
    public static readonly ReportStatus Past = new(3, "■", "Past", "past");

    /// <summary>The window was cancelled.</summary>
    public static readonly ReportStatus Cancelled = new(4, "✕", "Cancelled", "cancelled");

    /// <summary>Returns the state of a heartbeat.</summary>
    public static ReportStatus Of(Heartbeat heartbeat) =>
        heartbeat.Enabled == false || Is(heartbeat.Status, KnownValues.Off) ? Disabled
        : Is(heartbeat.Status, KnownValues.Unresponsive) ? Silent
        : Is(heartbeat.Status, KnownValues.Pending) ? NeverPinged
        : Is(heartbeat.Status, KnownValues.Responsive) ? Reporting
        : Unknown(heartbeat.Status);

    /// <summary>Returns the state of a window.</summary>
    public static ReportStatus Of(Maintenance window) =>
        Is(window.Status, KnownValues.Active) ? Active
        : Is(window.Status, KnownValues.Planned) ? Planned
        : Is(window.Status, KnownValues.Past) ? Past
        : Is(window.Status, KnownValues.Cancelled) ? Cancelled
        : Unknown(window.Status);

    private static ReportStatus Unknown(string? status) => new(1, "?", string.IsNullOrWhiteSpace(status) ? "Unknown" : status!, "unknown");

    private static bool Is(string? status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);
}
