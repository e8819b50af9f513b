// A team of the sandbox.
namespace CompassOps.Sandbox;

/// <summary>A team of the sandbox. Heartbeats and team maintenances belong to a team.</summary>
/// <param name="TeamId">The id that addresses the team, as in <c>/v1/teams/{teamId}/heartbeats</c>. Not case-sensitive.</param>
/// <param name="TeamName">The display name of the team.</param>
public sealed record SandboxTeam(string TeamId, string TeamName);
