using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Planning;

/// <summary>Collects heartbeats, grouped by team, for a declaration file. The names of the heartbeats are unique within a team.</summary>
internal sealed class HeartbeatSelection
{
    private readonly Dictionary<string, Dictionary<string, DeclaredHeartbeat>> _teams = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _teams.Values.Sum(team => team.Count);

    public int TeamCount => _teams.Count;

    /// <summary>Adds a team, so that the file contains the team even if it has no heartbeats.</summary>
    public void AddTeam(string teamId)
    {
        if (!_teams.ContainsKey(teamId))
        {
            _teams[teamId] = new Dictionary<string, DeclaredHeartbeat>(StringComparer.Ordinal);
        }
    }

    /// <summary>Adds a heartbeat to a team.</summary>
    /// <exception cref="CompassArgumentException">A declaration cannot contain the heartbeat, or the team already has a heartbeat with this
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

    public IReadOnlyList<DeclaredTeam> Declare() => _teams.Select(static team => new DeclaredTeam(team.Key, team.Value.Values.ToArray())).ToArray();
}
