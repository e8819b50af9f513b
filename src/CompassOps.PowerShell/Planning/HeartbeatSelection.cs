using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Planning;

/// <summary>The heartbeats that are to be written to a file, by their teams, each name once in a team.</summary>
internal sealed class HeartbeatSelection
{
    private readonly Dictionary<string, Dictionary<string, DeclaredHeartbeat>> _teams = new(StringComparer.Ordinal);

    /// <summary>How many heartbeats there are.</summary>
    public int Count => _teams.Values.Sum(team => team.Count);

    /// <summary>How many teams there are.</summary>
    public int TeamCount => _teams.Count;

    /// <summary>Adds a team, which need not have any heartbeat.</summary>
    public void AddTeam(string teamId)
    {
        if (!_teams.ContainsKey(teamId))
        {
            _teams[teamId] = new Dictionary<string, DeclaredHeartbeat>(StringComparer.Ordinal);
        }
    }

    /// <summary>Adds a heartbeat to a team.</summary>
    /// <exception cref="CompassArgumentException">It cannot be declared, or the team has one of its name already.</exception>
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
