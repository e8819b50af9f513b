using System.Collections.Generic;

namespace CompassOps;

/// <summary>The heartbeats and maintenance windows that are declared for a team.</summary>
public sealed record DeclaredTeam
{
    /// <summary>Creates the declaration of a team.</summary>
    /// <param name="teamId">The team's id.</param>
    /// <param name="heartbeats">The heartbeats, each with a different name. Null if the heartbeats are not declared.</param>
    public DeclaredTeam(string teamId, IReadOnlyList<DeclaredHeartbeat>? heartbeats)
    {
        TeamId = teamId;
        Heartbeats = heartbeats;
    }

    /// <summary>The team's id.</summary>
    public string TeamId { get; }

    /// <summary>The team's display name, or null. It is neither compared nor sent.</summary>
    public string? TeamName { get; init; }

    /// <summary>The heartbeats that the team must have; null if the heartbeats are not declared.</summary>
    public IReadOnlyList<DeclaredHeartbeat>? Heartbeats { get; init; }

    /// <summary>The maintenance entries; null if the maintenance windows are not declared.</summary>
    public IReadOnlyList<DeclaredMaintenance>? Maintenance { get; init; }

    /// <summary>The location of the declaration; null if it comes from no file.</summary>
    public DocumentPlace? Place { get; init; }
}
