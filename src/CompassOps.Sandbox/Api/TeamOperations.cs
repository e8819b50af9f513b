// The operation that lists the teams.
namespace CompassOps.Sandbox.Api;

/// <summary>Lists the teams in the format that Jira Service Management documents.</summary>
internal static class TeamOperations
{
    /// <summary>Responds 200 with all teams.</summary>
    public static Reply List(RequestContext context) => Reply.Json(200, context.State, static (json, state) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("platformTeams");
        foreach (Domain.TeamState team in state.Teams)
        {
            json.WriteStartObject();
            json.WriteString("teamId", team.Id);
            json.WriteString("teamName", team.Team.TeamName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
