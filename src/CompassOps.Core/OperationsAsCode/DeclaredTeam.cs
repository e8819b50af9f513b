using System.Collections.Generic;

namespace CompassOps;

/// <summary>A team, and the heartbeats that it is to have.</summary>
public sealed record DeclaredTeam
{
    /// <summary>Declares a team's heartbeats.</summary>
    /// <param name="teamId">The team's id.</param>
    /// <param name="heartbeats">Its heartbeats, each name once.</param>
    public DeclaredTeam(string teamId, IReadOnlyList<DeclaredHeartbeat> heartbeats)
    {
        TeamId = teamId;
        Heartbeats = heartbeats;
    }

    /// <summary>The team's id.</summary>
    public string TeamId { get; }

    /// <summary>What people call the team, or null. It is neither compared nor sent.</summary>
    public string? TeamName { get; init; }

    /// <summary>The heartbeats that it is to have.</summary>
    public IReadOnlyList<DeclaredHeartbeat> Heartbeats { get; }

    /// <summary>Where it is declared; null if it comes from no file.</summary>
    public DocumentPlace? Place { get; init; }
}
