using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Watching;

/// <summary>Stores the statuses of a team's heartbeats, and returns the changes since the previous round.</summary>
internal sealed class TeamWatch
{
    // If the list changes between the requests for two pages, the pages can omit an existing heartbeat. Therefore a heartbeat counts as
    // removed only if it is missing in two consecutive rounds.
    private const int LooksUntilRemoved = 2;

    private readonly Dictionary<string, Entry> _known = new(StringComparer.Ordinal);
    private bool _hasLooked;

    public TeamWatch(Team team) => Team = team;

    public Team Team { get; }

    /// <summary>
    /// Creates the warnings if the service rejects the requests for this team, for example because of missing permissions. Such a
    /// rejection does not affect other teams.
    /// </summary>
    public WatchOutage Refusal { get; } = new();

    public bool HasLooked => _hasLooked;

    /// <summary>Compares the heartbeats with the heartbeats of the previous round, and returns the changes.</summary>
    /// <param name="heartbeats">The heartbeats to watch.</param>
    /// <param name="at">The time at which the round ended.</param>
    /// <param name="initial">Whether the first round returns the current status of each heartbeat as a change.</param>
    public IReadOnlyList<HeartbeatChange> Take(IEnumerable<Heartbeat> heartbeats, DateTimeOffset at, bool initial)
    {
        List<HeartbeatChange> changes = new();
        HashSet<string> found = new(StringComparer.Ordinal);
        foreach (Heartbeat heartbeat in heartbeats.Where(heartbeat => found.Add(heartbeat.Name)))
        {
            _known.TryGetValue(heartbeat.Name, out Entry? before);
            bool isChange = before is null ? _hasLooked || initial : !string.Equals(before.Status, heartbeat.Status, StringComparison.OrdinalIgnoreCase);
            if (isChange)
            {
                changes.Add(Change(heartbeat.Name, before?.Status, heartbeat.Status ?? "", heartbeat.AlertPriority, at));
            }

            _known[heartbeat.Name] = new Entry(heartbeat.Status ?? "", heartbeat.AlertPriority);
        }

        foreach (KeyValuePair<string, Entry> gone in _known.Where(known => !found.Contains(known.Key)).ToArray())
        {
            if (++gone.Value.Misses >= LooksUntilRemoved)
            {
                _known.Remove(gone.Key);
                changes.Add(Change(gone.Key, gone.Value.Status, null, gone.Value.AlertPriority, at));
            }
        }

        _hasLooked = true;
        return changes;
    }

    private HeartbeatChange Change(string name, string? from, string? to, string? priority, DateTimeOffset at) => new()
    {
        At = at,
        TeamId = Team.TeamId,
        TeamName = Team.TeamName,
        Name = name,
        From = from,
        To = to,
        AlertPriority = priority,
    };

    private sealed record Entry(string Status, string? AlertPriority)
    {
        public int Misses { get; set; }
    }
}
