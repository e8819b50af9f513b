using System;

namespace CompassOps;

/// <summary>The scope of maintenance windows: one team or the whole organization. The default value is <see cref="Global"/>.</summary>
public readonly record struct MaintenanceScope
{
    private MaintenanceScope(string teamId) => TeamId = teamId;

    /// <summary>The scope of the whole organization.</summary>
    public static MaintenanceScope Global => default;

    /// <summary>The id of the team, or null for the whole organization.</summary>
    public string? TeamId { get; }

    /// <summary>Whether the scope is the whole organization and not a single team.</summary>
    public bool IsGlobal => TeamId is null;

    /// <summary>Returns the scope of one team.</summary>
    /// <exception cref="ArgumentException">
    /// The id is null or blank. The method does not accept such an id, because the scope would be the whole organization.
    /// </exception>
    public static MaintenanceScope Team(string teamId) => string.IsNullOrWhiteSpace(teamId)
        ? throw new CompassArgumentException(Messages.ScopeWithoutTeam, nameof(teamId))
        : new MaintenanceScope(teamId);

    internal static string Word(string? teamId) => teamId is null ? "Global" : "Team";

    /// <summary>Returns <c>Global</c>, or <c>Team</c> and the id of the team.</summary>
    public override string ToString() => TeamId is null ? Word(null) : Word(TeamId) + " " + TeamId;
}
