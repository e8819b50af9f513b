using System;
using System.Collections.Generic;

namespace CompassOps.Reports;

/// <summary>The content of a report: heartbeats, maintenance windows and the time at which they were read.</summary>
public sealed class ReportData
{
    /// <summary>The page's heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>The name of the service.</summary>
    public string Source { get; init; } = "";

    /// <summary>The time at which the data was read.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The time zone of all times on the page.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The start of the timeline.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>The end of the timeline.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>The teams, in the order in which they are shown.</summary>
    public IReadOnlyList<ReportTeam> Teams { get; init; } = Array.Empty<ReportTeam>();

    /// <summary>The global windows that overlap the timeline, or are active now.</summary>
    public IReadOnlyList<Maintenance> GlobalMaintenances { get; init; } = Array.Empty<Maintenance>();

    /// <summary>One sentence for each list that could not be read. If there are any, the page states that it is incomplete.</summary>
    public IReadOnlyList<string> Problems { get; init; } = Array.Empty<string>();
}

/// <summary>One team of a report, with its heartbeats and windows.</summary>
public sealed class ReportTeam
{
    /// <summary>The team's id.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The team's name, or null if it is not known.</summary>
    public string? TeamName { get; init; }

    /// <summary>The team's name, or its id if the name is not known.</summary>
    public string DisplayName => string.IsNullOrWhiteSpace(TeamName) ? TeamId : TeamName!;

    /// <summary>The team's heartbeats.</summary>
    public IReadOnlyList<Heartbeat> Heartbeats { get; init; } = Array.Empty<Heartbeat>();

    /// <summary>The team's windows that overlap the timeline, or are active now.</summary>
    public IReadOnlyList<Maintenance> Maintenances { get; init; } = Array.Empty<Maintenance>();
}
