// The state of the service, and how time moves it.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace CompassOps.Sandbox.Domain;

/// <summary>A team with what belongs to it.</summary>
internal sealed class TeamState(SandboxTeam team)
{
    public SandboxTeam Team { get; } = team;

    public string Id => Team.TeamId;

    public OrderedTable<HeartbeatRow> Heartbeats { get; } = new(StringComparer.Ordinal);

    public OrderedTable<MaintenanceRow> Maintenances { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>
/// Teams, heartbeats, maintenances, and alerts. Not thread-safe: who holds it locks. Time reaches it by <see cref="AdvanceTo"/> only,
/// which lets everything due happen in its order.
/// </summary>
internal sealed class ServiceState
{
    /// <summary>How many alerts are kept; older ones are forgotten.</summary>
    public const int MaximumAlerts = 10_000;

    private readonly Dictionary<string, TeamState> _teams = new(StringComparer.OrdinalIgnoreCase);
    private readonly PriorityQueue<Due, (DateTimeOffset At, long Order)> _due = new();
    private readonly Dictionary<(string TeamId, string Name), DateTimeOffset> _noted = [];
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

    /// <summary>The instant up to which everything has happened.</summary>
    public DateTimeOffset Now { get; private set; }

    public List<TeamState> Teams { get; } = [];

    public OrderedTable<MaintenanceRow> GlobalMaintenances { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Queue<SandboxAlert> Alerts { get; init; } = new();

    /// <summary>Counts the changes.</summary>
    public long Version { get; private set; }

    public bool TryGetTeam(string teamId, [NotNullWhen(true)] out TeamState? team) => _teams.TryGetValue(teamId, out team);

    /// <summary>
    /// Lets everything happen that is due until an instant, in the order of time. An instant before <see cref="Now"/>, as a skewed clock
    /// gives, only sets the time back.
    /// </summary>
    public void AdvanceTo(DateTimeOffset to)
    {
        while (_due.TryPeek(out Due due, out (DateTimeOffset At, long Order) when) && when.At <= to)
        {
            _due.Dequeue();
            Now = when.At > Now ? when.At : Now;
            Happen(due, when.At);
        }

        Now = to;
    }

    /// <summary>Adds a heartbeat, whose name is new in its team.</summary>
    public void Add(TeamState team, HeartbeatRow row)
    {
        team.Heartbeats.Add(row.Name, row);
        Changed();
        Watch(row);
    }

    /// <summary>Replaces a heartbeat. One that has been enabled counts its interval anew.</summary>
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

    /// <summary>A ping that takes effect after a delay, if the heartbeat is there by then. Disabled ones are pinged, too, but do not expire.</summary>
    public void Ping(TeamState team, string name, TimeSpan delay)
    {
        _due.Enqueue(new Due(team.Id, name, IsPing: true), (Now + delay, _order++));
        AdvanceTo(Now);
    }

    public void Add(OrderedTable<MaintenanceRow> register, MaintenanceRow row)
    {
        register.Add(row.Id, row);
        Changed();
    }

    public void Replace(OrderedTable<MaintenanceRow> register, MaintenanceRow row)
    {
        register.Replace(row.Id, row);
        Changed();
    }

    public bool Remove(OrderedTable<MaintenanceRow> register, string id) => Changed(register.Remove(id));

    /// <summary>Counts a change that is none of a row, such as a step of the clock.</summary>
    public long Touch() => ++Version;

    /// <summary>The same state again, which nobody else changes. Pings on their way are left out.</summary>
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

    /// <summary>Returns the same state again, able to go on in the place of another.</summary>
    /// <param name="current">The state to replace. Its pings on their way go on, and the new state has the next version.</param>
    public ServiceState Revive(ServiceState current)
    {
        ServiceState revived = Copy();
        revived.Version = current.Version + 1;
        foreach (HeartbeatRow row in revived.Teams.SelectMany(static team => team.Heartbeats.All()))
        {
            revived.Watch(row);
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
        Watch(row);
    }

    private void Watch(HeartbeatRow row)
    {
        // One note a heartbeat is enough, however often it is pinged: when its time comes and it was put off, it is noted again.
        (string TeamId, string Name) key = (row.TeamId, row.Name);
        if (row.ExpiresAt is DateTimeOffset expiry && (!_noted.TryGetValue(key, out DateTimeOffset noted) || expiry < noted))
        {
            // A shortened interval may have passed before: that is noticed now.
            DateTimeOffset at = expiry > Now ? expiry : Now;
            _noted[key] = at;
            _due.Enqueue(new Due(row.TeamId, row.Name, IsPing: false), (at, _order++));
        }
    }

    private void Happen(Due due, DateTimeOffset at)
    {
        if (!due.IsPing && _noted.TryGetValue((due.TeamId, due.Name), out DateTimeOffset noted) && noted == at)
        {
            _noted.Remove((due.TeamId, due.Name));
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
            Watch(row);
        }
    }

    private void Raise(HeartbeatRow row, DateTimeOffset at)
    {
        MaintenanceRow? by = null;
        foreach (OrderedTable<MaintenanceRow> register in new[] { GlobalMaintenances, _teams[row.TeamId].Maintenances })
        {
            foreach (MaintenanceRow window in register.All())
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
