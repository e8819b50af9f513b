using System;
using System.Globalization;

namespace CompassOps.Calendar;

/// <summary>A maintenance window as an event of an iCalendar file (RFC 5545, section 3.6.1).</summary>
public sealed record CalendarEvent
{
    // The UUID namespace of the event identifiers (RFC 9562, section 5.5). It must never change, because calendar programs recognize
    // events by these identifiers.
    private static readonly Guid IdentifierNamespace = new("0a4d6c1e-5f0b-4f3a-9c59-3d1f2b7a8e64");

    /// <summary>The identifier of the event. The same maintenance window has the same identifier in every file.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The start of the maintenance window.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>The end of the maintenance window. If the end is null or not after the start, the file contains no end.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The title of the event.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The description of the event, which can have several lines.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether the maintenance window was cancelled. Calendar programs cross out or hide cancelled events.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>
    /// Creates an identifier for a maintenance window that has no id yet. The identifier is a version 5 UUID of the scope
    /// (a team or global), the description and the start of the window. The same values always give the same identifier.
    /// </summary>
    /// <param name="teamId">The team, or null.</param>
    /// <param name="isGlobal">Whether the window is global. If the window is not global and has no team, its scope is not known yet.</param>
    /// <param name="description">The description, or null.</param>
    /// <param name="start">The start of the window.</param>
    public static string DeriveUid(string? teamId, bool isGlobal, string? description, DateTimeOffset start)
    {
        string scope = teamId is not null ? "team " + teamId.Trim().ToLowerInvariant() : isGlobal ? "global" : "";
        string instant = start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return NameBasedUuid.Create(IdentifierNamespace, string.Join("\n", scope, description?.Trim() ?? "", instant)).ToString();
    }
}
