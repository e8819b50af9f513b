using System;
using System.Collections.Generic;

namespace CompassOps.Reports;

/// <summary>The data of a report: heartbeats, maintenance windows and the time at which they were read.</summary>
public sealed class ReportData
{
    /// <summary>The heading of the page.</summary>
    public string Title { get; init; } = "";

    /// <summary>The name of the service from which the data was read.</summary>
    public string Source { get; init; } = "";

    /// <summary>The time at which the data was read.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The time zone in which the page shows all times.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The start of the timeline.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>The end of the timeline.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>The teams, in the order in which the page shows them.</summary>
    public IReadOnlyList<ReportTeam> Teams { get; init; } = Array.Empty<ReportTeam>();

    /// <summary>The global maintenance windows that overlap the timeline or are active now.</summary>
    public IReadOnlyList<Maintenance> GlobalMaintenances { get; init; } = Array.Empty<Maintenance>();

    /// <summary>
    /// The error messages for the lists that could not be read. If there is at least one message, the page states that it is incomplete.
    /// </summary>
    public IReadOnlyList<string> Problems { get; init; } = Array.Empty<string>();
}

/// <summary>The heartbeats and maintenance windows of one team in a report.</summary>
public sealed class ReportTeam
{
    /// <summary>The id of the team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The name of the team, or null if it is not known.</summary>
    public string? TeamName { get; init; }

    /// <summary>The name of the team. If the name is not known, this is the id.</summary>
    public string DisplayName => string.IsNullOrWhiteSpace(TeamName) ? TeamId : TeamName!;

    /// <summary>The heartbeats of the team.</summary>
    public IReadOnlyList<Heartbeat> Heartbeats { get; init; } = Array.Empty<Heartbeat>();

    /// <summary>The maintenance windows of the team that overlap the timeline or are active now.</summary>
    public IReadOnlyList<Maintenance> Maintenances { get; init; } = Array.Empty<Maintenance>();
}
