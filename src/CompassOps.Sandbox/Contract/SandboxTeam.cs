namespace CompassOps.Sandbox;

/// <summary>A team of the sandbox. A team has heartbeats and maintenance windows.</summary>
/// <param name="TeamId">The id of the team, as in <c>/v1/teams/{teamId}/heartbeats</c>. Not case-sensitive.</param>
/// <param name="TeamName">The display name of the team.</param>
public sealed record SandboxTeam(string TeamId, string TeamName);
