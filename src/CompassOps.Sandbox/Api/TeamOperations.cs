namespace CompassOps.Sandbox.Api;

/// <summary>Returns the teams in the format of the Jira Service Management API.</summary>
internal static class TeamOperations
{
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
