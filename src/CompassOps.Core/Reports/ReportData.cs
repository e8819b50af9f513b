using System;
using System.Collections.Generic;

namespace CompassOps.Reports;

/// <summary>The content of a report: heartbeats, windows and the time of the data.</summary>
public sealed class ReportData
{
    /// <summary>The page's heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>The name of the service.</summary>
    public string Source { get; init; } = "";

    /// <summary>When it was read.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The time zone of the page.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Where the timeline begins.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Where the timeline ends.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>The teams, in the order in which they are shown.</summary>
    public IReadOnlyList<ReportTeam> Teams { get; init; } = Array.Empty<ReportTeam>();

    /// <summary>The global windows that overlap the timeline, or are active now.</summary>
    public IReadOnlyList<Maintenance> GlobalMaintenances { get; init; } = Array.Empty<Maintenance>();

    /// <summary>Lists that could not be read, a sentence each. The page then states that it is incomplete.</summary>
    public IReadOnlyList<string> Problems { get; init; } = Array.Empty<string>();
}

/// <summary>One team of a report.</summary>
public sealed class ReportTeam
{
    /// <summary>The team's id.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The team's name, or null where it is not known.</summary>
    public string? TeamName { get; init; }

    /// <summary>The name, or else the id.</summary>
    public string DisplayName => string.IsNullOrWhiteSpace(TeamName) ? TeamId : TeamName!;

    /// <summary>The team's heartbeats.</summary>
    public IReadOnlyList<Heartbeat> Heartbeats { get; init; } = Array.Empty<Heartbeat>();

    /// <summary>The team's windows that overlap the timeline, or are active now.</summary>
    public IReadOnlyList<Maintenance> Maintenances { get; init; } = Array.Empty<Maintenance>();
}
