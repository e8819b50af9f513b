using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Planning;

/// <summary>Collects the heartbeats to write to a file, by team. Each name occurs once in a team.</summary>
internal sealed class HeartbeatSelection
{
    private readonly Dictionary<string, Dictionary<string, DeclaredHeartbeat>> _teams = new(StringComparer.Ordinal);

    /// <summary>The number of heartbeats.</summary>
    public int Count => _teams.Values.Sum(team => team.Count);

    /// <summary>The number of teams.</summary>
    public int TeamCount => _teams.Count;

    /// <summary>Adds a team. A team without heartbeats is allowed.</summary>
    public void AddTeam(string teamId)
    {
        if (!_teams.ContainsKey(teamId))
        {
            _teams[teamId] = new Dictionary<string, DeclaredHeartbeat>(StringComparer.Ordinal);
        }
    }

    /// <summary>Adds a heartbeat to a team.</summary>
    /// <exception cref="CompassArgumentException">The heartbeat cannot be declared, or the team already has one with this
    /// name.</exception>
    public void Add(string teamId, Heartbeat heartbeat)
    {
        AddTeam(teamId);
        if (_teams[teamId].ContainsKey(heartbeat.Name))
        {
            throw new CompassArgumentException(Messages.HeartbeatTwice(teamId), null);
        }

        _teams[teamId].Add(heartbeat.Name, DeclaredHeartbeat.Of(heartbeat));
    }

    /// <summary>Returns the teams with their heartbeats.</summary>
    public IReadOnlyList<DeclaredTeam> Declare() => _teams.Select(static team => new DeclaredTeam(team.Key, team.Value.Values.ToArray())).ToArray();
}
