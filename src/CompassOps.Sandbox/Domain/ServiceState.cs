using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace CompassOps.Sandbox.Domain;

internal sealed class TeamState(SandboxTeam team)
{
    public SandboxTeam Team { get; } = team;

    public string Id => Team.TeamId;

    public OrderedTable<HeartbeatRow> Heartbeats { get; } = new(StringComparer.Ordinal);

    public OrderedTable<MaintenanceRow> Maintenances { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>
/// Contains the teams, heartbeats, maintenance windows and alerts. Only <see cref="AdvanceTo"/> applies changes that happen as time
/// passes, such as the expiry of a heartbeat. Not thread-safe: <see cref="Store"/> holds a lock during each call.
/// </summary>
internal sealed class ServiceState
{
    /// <summary>The maximum number of alerts. When this number is reached, a new alert replaces the oldest alert.</summary>
    public const int MaximumAlerts = 10_000;

    private readonly Dictionary<string, TeamState> _teams = new(StringComparer.OrdinalIgnoreCase);
    private readonly PriorityQueue<Due, (DateTimeOffset At, long Order)> _due = new();
    private readonly Dictionary<(string TeamId, string Name), DateTimeOffset> _scheduled = [];
    private long _order;

    public ServiceState(IEnumerable<SandboxTeam> teams, DateTimeOffset now)
    {
        Now = now;
        foreach (SandboxTeam team in teams)
        {
            TeamState state = new(team);
            _teams.Add(team.TeamId, state);
            Teams.Add(state);
        }
    }

    /// <summary>The time of the state. All changes that were due until this time have been applied.</summary>
    public DateTimeOffset Now { get; private set; }

    public List<TeamState> Teams { get; } = [];

    public OrderedTable<MaintenanceRow> GlobalMaintenances { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Queue<SandboxAlert> Alerts { get; init; } = new();

    /// <summary>The version of the state. Every change of the state increases the version.</summary>
    public long Version { get; private set; }

    public bool TryGetTeam(string teamId, [NotNullWhen(true)] out TeamState? team) => _teams.TryGetValue(teamId, out team);

    /// <summary>
    /// Applies all changes that are due at or before the given time, in the order of their due times. Then sets <see cref="Now"/> to
    /// the given time. The given time can be earlier than <see cref="Now"/>, because a user can turn on the behavior ClockBehind or turn
    /// off ClockAhead.
    /// </summary>
    public void AdvanceTo(DateTimeOffset to)
    {
        while (_due.TryPeek(out Due due, out (DateTimeOffset At, long Order) when) && when.At <= to)
        {
            _due.Dequeue();
            Now = when.At > Now ? when.At : Now;
            Apply(due, when.At);
        }

        Now = to;
    }

    /// <summary>Adds a heartbeat. The team must not have a heartbeat with the same name.</summary>
    public void Add(TeamState team, HeartbeatRow row)
    {
        team.Heartbeats.Add(row.Name, row);
        Changed();
        ScheduleExpiry(row);
    }

    /// <summary>Replaces a heartbeat. If the change enables a heartbeat that has received a ping, a new interval starts now.</summary>
    public HeartbeatRow Replace(TeamState team, HeartbeatRow old, HeartbeatRow row)
    {
        if (row.Enabled && !old.Enabled && row.CountsFrom is not null)
        {
            row = row with { CountsFrom = Now };
        }

        Put(team, row);
        AdvanceTo(Now);
        return team.Heartbeats.TryGet(row.Name, out HeartbeatRow? after) ? after : row;
    }

    public bool Remove(TeamState team, string name) => Changed(team.Heartbeats.Remove(name));

    /// <summary>Pings a heartbeat after a delay. The ping has no effect if no heartbeat has this name when the delay ends.</summary>
    public void Ping(TeamState team, string name, TimeSpan delay)
    {
        _due.Enqueue(new Due(team.Id, name, IsPing: true), (Now + delay, _order++));
        AdvanceTo(Now);
    }

    public void Add(OrderedTable<MaintenanceRow> table, MaintenanceRow row)
    {
        table.Add(row.Id, row);
        Changed();
    }

    public void Replace(OrderedTable<MaintenanceRow> table, MaintenanceRow row)
    {
        table.Replace(row.Id, row);
        Changed();
    }

    public bool Remove(OrderedTable<MaintenanceRow> table, string id) => Changed(table.Remove(id));

    /// <summary>Increases the version after a change that affects no object, such as a change of the clock.</summary>
    public long Touch() => ++Version;

    /// <summary>Copies the state without its scheduled pings and expiries.</summary>
    public ServiceState Copy()
    {
        ServiceState copy = new(Teams.ConvertAll(static team => team.Team), Now) { Version = Version };
        foreach (TeamState team in Teams)
        {
            TeamState target = copy._teams[team.Id];
            CopyRows(team.Heartbeats, target.Heartbeats, static row => row.Name);
            CopyRows(team.Maintenances, target.Maintenances, static row => row.Id);
        }

        CopyRows(GlobalMaintenances, copy.GlobalMaintenances, static row => row.Id);
        foreach (SandboxAlert alert in Alerts)
        {
            copy.Alerts.Enqueue(alert);
        }

        return copy;
    }

    /// <summary>
    /// Returns a copy of this earlier state. The caller replaces the current state with the copy, and thereby undoes changes.
    /// </summary>
    /// <param name="current">The current state. The copy gets the scheduled pings of the current state, and has a higher version
    /// than the current state.</param>
    public ServiceState Revive(ServiceState current)
    {
        ServiceState revived = Copy();
        revived.Version = current.Version + 1;
        foreach (HeartbeatRow row in revived.Teams.SelectMany(static team => team.Heartbeats.All()))
        {
            revived.ScheduleExpiry(row);
        }

        foreach ((Due due, (DateTimeOffset At, long Order) when) in current._due.UnorderedItems)
        {
            if (due.IsPing)
            {
                revived._due.Enqueue(due, (when.At, revived._order + when.Order));
            }
        }

        revived._order += current._order + 1;
        return revived;
    }

    private static void CopyRows<T>(OrderedTable<T> from, OrderedTable<T> to, Func<T, string> key)
        where T : class
    {
        foreach (T row in from.All())
        {
            to.Add(key(row), row);
        }
    }

    private void Put(TeamState team, HeartbeatRow row)
    {
        team.Heartbeats.Replace(row.Name, row);
        Changed();
        ScheduleExpiry(row);
    }

    private void ScheduleExpiry(HeartbeatRow row)
    {
        // If an expiry of the heartbeat is already scheduled for row.ExpiresAt or an earlier time, this method does nothing. At the
        // scheduled time, Apply checks whether the heartbeat has expired. If it has not, Apply calls this method again.
        (string TeamId, string Name) key = (row.TeamId, row.Name);
        if (row.ExpiresAt is DateTimeOffset expiry && (!_scheduled.TryGetValue(key, out DateTimeOffset scheduled) || expiry < scheduled))
        {
            // If the interval was shortened, its end can be in the past. In that case, the heartbeat expires immediately.
            DateTimeOffset at = expiry > Now ? expiry : Now;
            _scheduled[key] = at;
            _due.Enqueue(new Due(row.TeamId, row.Name, IsPing: false), (at, _order++));
        }
    }

    private void Apply(Due due, DateTimeOffset at)
    {
        if (!due.IsPing && _scheduled.TryGetValue((due.TeamId, due.Name), out DateTimeOffset scheduled) && scheduled == at)
        {
            _scheduled.Remove((due.TeamId, due.Name));
        }

        if (!_teams.TryGetValue(due.TeamId, out TeamState? team) || !team.Heartbeats.TryGet(due.Name, out HeartbeatRow? row))
        {
            return;
        }

        if (due.IsPing)
        {
            Put(team, row with { Status = HeartbeatStatus.Responsive, LastPing = at, CountsFrom = at });
        }
        else if (row.ExpiresAt <= at)
        {
            Put(team, row with { Status = HeartbeatStatus.Unresponsive });
            Raise(row, at);
        }
        else
        {
            ScheduleExpiry(row);
        }
    }

    private void Raise(HeartbeatRow row, DateTimeOffset at)
    {
        MaintenanceRow? by = null;
        foreach (OrderedTable<MaintenanceRow> table in new[] { GlobalMaintenances, _teams[row.TeamId].Maintenances })
        {
            foreach (MaintenanceRow window in table.All())
            {
                if (window.StatusAt(at) == MaintenanceStatus.Active && window.Silences && (by is null || window.Start < by.Start))
                {
                    by = window;
                }
            }
        }

        if (Alerts.Count == MaximumAlerts)
        {
            Alerts.Dequeue();
        }

        Alerts.Enqueue(new SandboxAlert
        {
            RaisedAt = at,
            HeartbeatName = row.Name,
            TeamId = row.TeamId,
            Message = row.AlertMessage,
            Tags = row.AlertTags,
            Priority = row.AlertPriority,
            SilencedBy = by?.Id,
        });
    }

    private bool Changed(bool changed = true)
    {
        Version += changed ? 1 : 0;
        return changed;
    }

    private readonly record struct Due(string TeamId, string Name, bool IsPing);
}
