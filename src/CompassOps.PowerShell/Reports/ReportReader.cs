using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Cmdlets;

namespace CompassOps.Reports;

/// <summary>Reads the data of a report: the heartbeats and maintenance windows of teams, and the global maintenance windows.</summary>
internal sealed class ReportReader
{
    private readonly ServiceCmdlet _cmdlet;
    private readonly HashSet<(string? TeamId, CompassErrorKind Kind)> _seen = new();
    private readonly List<string> _problems = new();

    public ReportReader(ServiceCmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>Reads all lists, and writes errors for lists that cannot be read. Returns null if no list can be read.</summary>
    public ReportData? Read(IReadOnlyCollection<Team> teams, DateTimeOffset from, DateTimeOffset to, string title)
    {
        CompassConnection connection = _cmdlet.Service;
        Dictionary<string, IReadOnlyList<Heartbeat>> heartbeats = new();
        foreach (TeamList<Heartbeat> read in TeamLists.Read<Heartbeat>(
            _cmdlet, teams, (team, token) => _cmdlet.Client.ListHeartbeatsAsync(team!.TeamId, ListOptions.Bounded, _cmdlet.Observer, token)))
        {
            if (IsRead(read.Team, read.Failure, read.Error))
            {
                heartbeats[read.Team!.TeamId] = read.Items;
            }
        }

        Dictionary<string, IReadOnlyList<Maintenance>> windows = new();
        foreach (TeamList<Maintenance> read in TeamLists.Read<Maintenance>(
            _cmdlet, teams.Prepend<Team?>(null).ToArray(), (team, token) => _cmdlet.Client.ListMaintenancesAsync(
                team is null ? MaintenanceScope.Global : MaintenanceScope.Team(team.TeamId), ListOptions.Bounded, _cmdlet.Observer, token)))
        {
            if (IsRead(read.Team, read.Failure, read.Error))
            {
                windows[read.Team?.TeamId ?? ""] = read.Items.Where(window => IsShown(window, from, to)).ToArray();
            }
        }

        return heartbeats.Count + windows.Count == 0 ? null : new ReportData
        {
            Title = title,
            Source = Messages.ReportSource(connection.Site ?? connection.CloudId, connection.Product, connection.IsSandbox),
            Now = connection.Now,
            Zone = TimeZoneInfo.Local,
            From = from,
            To = to,
            GlobalMaintenances = Find(windows, ""),
            Teams = teams.Where(team => heartbeats.ContainsKey(team.TeamId) || windows.ContainsKey(team.TeamId)).Select(team => new ReportTeam
            {
                TeamId = team.TeamId,
                TeamName = team.TeamName,
                Heartbeats = Find(heartbeats, team.TeamId),
                Maintenances = Find(windows, team.TeamId),
            }).ToArray(),
            Problems = _problems,
        };
    }

    private static IReadOnlyList<T> Find<T>(Dictionary<string, IReadOnlyList<T>> lists, string teamId) =>
        lists.TryGetValue(teamId, out IReadOnlyList<T>? list) ? list : Array.Empty<T>();

    private static bool IsShown(Maintenance window, DateTimeOffset from, DateTimeOffset to) =>
        window.Overlaps(from, to) || string.Equals(window.Status, KnownValues.Active, StringComparison.OrdinalIgnoreCase);

    // Returns whether the list was read. If it was not, writes the error. If both lists of a team fail for the same reason, such as a
    // missing permission, writes only the first error.
    private bool IsRead(Team? team, CompassApiException? failure, ErrorRecord? error)
    {
        if (failure is not null && error is not null && _seen.Add((team?.TeamId, failure.Kind)))
        {
            _cmdlet.WriteError(error);
            _problems.Add(error.ErrorDetails.Message);
        }

        return failure is null;
    }
}
