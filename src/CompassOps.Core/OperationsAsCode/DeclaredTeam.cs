using System.Collections.Generic;

namespace CompassOps;

/// <summary>The heartbeats and maintenance windows that files declare for a team.</summary>
public sealed record DeclaredTeam
{
    /// <summary>Creates the declaration of a team.</summary>
    /// <param name="teamId">The id of the team.</param>
    /// <param name="heartbeats">
    /// The desired heartbeats, each with a different name. Null if the files do not declare heartbeats for the team.
    /// </param>
    public DeclaredTeam(string teamId, IReadOnlyList<DeclaredHeartbeat>? heartbeats)
    {
        TeamId = teamId;
        Heartbeats = heartbeats;
    }

    /// <summary>The id of the team.</summary>
    public string TeamId { get; }

    /// <summary>
    /// The name of the team, or null. The name is only information for readers of the file. It is neither compared nor sent to the service.
    /// </summary>
    public string? TeamName { get; init; }

    /// <summary>The desired heartbeats, or null if the files do not declare heartbeats for the team.</summary>
    public IReadOnlyList<DeclaredHeartbeat>? Heartbeats { get; init; }

    /// <summary>The desired maintenance windows, or null if the files do not declare maintenance windows for the team.</summary>
    public IReadOnlyList<DeclaredMaintenance>? Maintenance { get; init; }

    /// <summary>The position of the team in its file, or null if the team does not come from a file.</summary>
    public DocumentPlace? Place { get; init; }
}
