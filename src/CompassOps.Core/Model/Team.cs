using System.Collections.Generic;

namespace CompassOps;

/// <summary>A team that the user can see. Immutable.</summary>
public sealed class Team
{
    /// <summary>The id of the team.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The name of the team, or null if the service returned none.</summary>
    public string? TeamName { get; init; }

    /// <inheritdoc cref="Heartbeat.AdditionalProperties"/>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = AdditionalValues.None;

    /// <summary>Returns the name, or the id if there is no name.</summary>
    public override string ToString() => TeamName ?? TeamId;
}
