using System.Collections.Generic;

namespace CompassOps;

/// <summary>The declared operations of a team.</summary>
public sealed record DeclaredTeam
{
    /// <summary>Declares a team.</summary>
    /// <param name="teamId">The team's id.</param>
    /// <param name="heartbeats">Its heartbeats, each name once; null if nothing is declared about them.</param>
    public DeclaredTeam(string teamId, IReadOnlyList<DeclaredHeartbeat>? heartbeats)
    {
        TeamId = teamId;
        Heartbeats = heartbeats;
    }

    /// <summary>The team's id.</summary>
    public string TeamId { get; }

    /// <summary>The team's display name, or null. It is neither compared nor sent.</summary>
    public string? TeamName { get; init; }

    /// <summary>The heartbeats that the team is to have; null if nothing is declared about them.</summary>
    public IReadOnlyList<DeclaredHeartbeat>? Heartbeats { get; init; }

    /// <summary>The entries of maintenance windows; null if nothing is declared about them.</summary>
    public IReadOnlyList<DeclaredMaintenance>? Maintenance { get; init; }

    /// <summary>The place of the declaration; null if it comes from no file.</summary>
    public DocumentPlace? Place { get; init; }
}
