using System;
using System.Globalization;

namespace CompassOps.Calendar;

/// <summary>One event of an iCalendar file (RFC 5545, section 3.6.1): a maintenance window.</summary>
public sealed record CalendarEvent
{
    // Identifies CompassOps in identifiers that are derived from a name (RFC 9562, section 5.5). Must never change.
    private static readonly Guid IdentifierNamespace = new("0a4d6c1e-5f0b-4f3a-9c59-3d1f2b7a8e64");

    /// <summary>The identifier. The same window has the same one in every file.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The start.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>The end; a missing end, or one that is not after the start, is omitted from the file.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The title.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Further text; may have several lines.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether the window was cancelled. Calendars strike such events through or hide them.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>
    /// Returns the identifier of a window that has no id yet: a version 5 UUID of its scope, description and start. A window keeps it
    /// as long as these three stay the same.
    /// </summary>
    /// <param name="teamId">The team, or null.</param>
    /// <param name="isGlobal">Whether the window is global. Without a team and not global means that the scope is not decided yet.</param>
    /// <param name="description">The description, or null.</param>
    /// <param name="start">The start.</param>
    public static string DeriveUid(string? teamId, bool isGlobal, string? description, DateTimeOffset start)
    {
        string scope = teamId is not null ? "team " + teamId.Trim().ToLowerInvariant() : isGlobal ? "global" : "";
        string instant = start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return NameBasedUuid.Create(IdentifierNamespace, string.Join("\n", scope, description?.Trim() ?? "", instant)).ToString();
    }
}
