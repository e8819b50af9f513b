// A team of the sandbox.
namespace CompassOps.Sandbox;

/// <summary>A team of the sandbox. Heartbeats and team maintenances belong to a team.</summary>
/// <param name="TeamId">The id that addresses it, as in <c>/v1/teams/{teamId}/heartbeats</c>. Compared without regard to case.</param>
/// <param name="TeamName">The name for people.</param>
public sealed record SandboxTeam(string TeamId, string TeamName);
