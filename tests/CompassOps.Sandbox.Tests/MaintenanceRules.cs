// The contract rules for maintenance windows. The method Shared returns the rules that apply both to global windows and to windows of a
// team.
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Sandbox.Tests;

internal static class MaintenanceRules
{
    // The sandbox's clock starts at 11:00. This window is from 11:37:40.501 to 11:42:40.501.
    private const string Sample =
        """{"description":"Maintenance Plan","startDate":"2023-12-11T11:37:40.501Z","endDate":"2023-12-11T11:42:40.501Z","rules":[{"state":"disabled","entity":{"id":"51e9e162-767b-47a6-a00a-4cd8b6f94829","type":"integration"}}]}""";

    private const string Other = """{"rules":[{"state":"enabled","entity":{"id":"258bec1f-bae6-4190-bcc6-56c42990131c","type":"policy"}}]}""";

    public static IEnumerable<ContractRule> All =>
    [
        .. Shared("global", "/v1/maintenances", ""),
        .. Shared("team", "/v1/teams/{team}/maintenances", ",\"teamId\":\"{team}\""),
        new("a team does not show global windows", [$"POST /v1/maintenances\n\n{Sample}"], "GET /v1/teams/{team}/maintenances", 200, """{"values":[],"links":{}}"""),
        new("the global list does not show a team's windows", [$"POST /v1/teams/{{team}}/maintenances\n\n{Sample}"], "GET /v1/maintenances", 200, """{"values":[],"links":{}}"""),
        new("a team's window is not found as a global window", [$"POST /v1/teams/{{team}}/maintenances\n\n{Sample}"], "GET /v1/maintenances/{id}", 404, Error("Maintenance '{id}' does not exist.", "NOT_FOUND")),
        new("a global window is not found as a team's window", [$"POST /v1/maintenances\n\n{Sample}"], "GET /v1/teams/{team}/maintenances/{id}", 404, Error("Maintenance '{id}' does not exist.", "NOT_FOUND")),
        new("a team's window is not found in another team", [$"POST /v1/teams/{{team}}/maintenances\n\n{Sample}"], "POST /v1/teams/{other}/maintenances/{id}/cancel", 404, Error("Maintenance '{id}' does not exist.", "NOT_FOUND")),
        new("a list request for windows of an unknown team fails with 404", [], "GET /v1/teams/nobody/maintenances", 404, Error("Team 'nobody' does not exist.", "NOT_FOUND")),
        new("a create request for a window of an unknown team fails with 404", [], $"POST /v1/teams/nobody/maintenances\n\n{Sample}", 404, Error("Team 'nobody' does not exist.", "NOT_FOUND")),
    ];

    private static string Active => Error("The maintenance is active, so only its endDate can be changed. To end the maintenance now, cancel it.", "CONFLICT");

    private static IEnumerable<ContractRule> Shared(string kind, string path, string team)
    {
        string create = $"POST {path}\n\n{Sample}";
        string other = $"POST {path}\n\n{Other}";
        string cancel = $"POST {path}/{{id}}/cancel";
        ContractRule[] rules =
        [
            new("the create request in the contract creates a window", [], create, 201, Row("planned")),
            new("a window is returned by its id", [create], $"GET {path}/{{id}}", 200, Row("planned")),
            new("a window is active from its start", [create, "STEP 00:37:40.501"], $"GET {path}/{{id}}", 200, Row("active")),
            new("a window is planned until its start", [create, "STEP 00:37:40.500"], $"GET {path}/{{id}}", 200, Row("planned")),
            new("a window is active until its end", [create, "STEP 00:42:40.500"], $"GET {path}/{{id}}", 200, Row("active")),
            new("a window is past from its end", [create, "STEP 00:42:40.501"], $"GET {path}/{{id}}", 200, Row("past")),
            new("a window that has already ended can be created", ["STEP 1.00:00:00"], create, 201, Row("past")),
            new("only rules are required: a window begins now and is open-ended", [], other, 201,
                $$$"""{"id":"*","status":"active","startDate":"2023-12-11T11:00:00.000Z","rules":[{"state":"enabled","entity":{"id":"258bec1f-bae6-4190-bcc6-56c42990131c","type":"policy"}}]{{{team}}}}"""),
            new("a date is accepted with any offset and precision", [], Create(Sample.Replacing("11:37:40.501Z", "12:37+01:00").Replacing("11:42:40.501Z", "11:42:40.5019Z")), 201,
                Row("planned").Replacing("11:37:40.501Z", "11:37:00.000Z")),
            new("a rule may exempt an entity", [], Create("""{"rules":[{"state":"noMaintenance","entity":{"id":"s","type":"sync"}}]}"""), 201, $$$"""{"id":"*","status":"active","startDate":"*","rules":[{"state":"noMaintenance","entity":{"id":"s","type":"sync"}}]{{{team}}}}"""),
            new("an integration cannot be enabled", [], Create(Sample.Replacing("disabled", "enabled")), 400, Error("A maintenance can enable policies, but not integrations or syncs.")),
            new("a sync cannot be enabled", [], Create(Sample.Replacing("disabled", "enabled").Replacing("integration", "sync")), 400, Error("A maintenance can enable policies, but not integrations or syncs.")),
            new("an end before the start is rejected", [], Create(Sample.Replacing("11:42", "11:32")), 400, Error("Field 'endDate' must be after field 'startDate'.")),
            new("an end at the start is rejected", [], Create(Sample.Replacing("11:42", "11:37")), 400, Error("Field 'endDate' must be after field 'startDate'.")),
            new("a window without the field rules is rejected", [], Create("""{"description":"x"}"""), 400, Error("Field 'rules' is required.")),
            new("an empty list of rules is rejected", [], Create("""{"rules":[]}"""), 400, Error("Field 'rules' must have at least one rule.")),
            new("rules that are not a list are rejected", [], Create("""{"rules":{}}"""), 400, Error("Field 'rules' must be a list.")),
            new("a rule that is not an object is rejected", [], Create("""{"rules":["x"]}"""), 400, Error("rules[0] must be an object.")),
            new("a rule without a state is rejected", [], Create("""{"rules":[{"entity":{"id":"i","type":"policy"}}]}"""), 400, Error("Field 'rules[0].state' is required.")),
            new("an unknown state of a rule is rejected", [], Create(Sample.Replacing("disabled", "paused")), 400, Error("Field 'rules[0].state' must be one of disabled, enabled, noMaintenance.")),
            new("a rule without an entity is rejected", [], Create("""{"rules":[{"state":"disabled"}]}"""), 400, Error("Field 'rules[0].entity' is required.")),
            new("an entity without an id is rejected", [], Create("""{"rules":[{"state":"disabled","entity":{"type":"policy"}}]}"""), 400, Error("Field 'rules[0].entity.id' is required.")),
            new("an unknown type of an entity is rejected", [], Create(Sample.Replacing("integration", "service")), 400, Error("Field 'rules[0].entity.type' must be one of integration, policy, sync.")),
            new("an unknown field of a rule is rejected", [], Create("""{"rules":[{"state":"disabled","entityId":"x","entity":{"id":"i","type":"policy"}}]}"""), 400, Error("Field 'rules[0].entityId' is unknown. The known fields are state, entity.")),
            new("an unknown field of a window is rejected", [], Create("""{"name":"x","rules":[]}"""), 400, Error("Field 'name' is unknown. The known fields are description, startDate, endDate, rules.")),
            new("a date without an offset is rejected", [], Create(Sample.Replacing("501Z", "501")), 400, Error("*")),
            new("a date without a time is rejected", [], Create(Sample.Replacing("T11:37:40.501Z", "")), 400, Error("*")),
            new("a date that does not exist is rejected", [], Create(Sample.Replacing("2023-12-11T11:37", "2023-02-30T11:37")), 400, Error("*")),

            new("a list shows windows in the order of their creation", [create, other], $"GET {path}", 200, List(Row("planned"), "\"*\"")),
            new("a list of the type all shows past windows too", [create, "STEP 01:00:00", other], $"GET {path}?type=all", 200, List(Row("past"), "\"*\"")),
            new("a list of the type non-expired omits past windows", [create, "STEP 01:00:00", other], $"GET {path}?type=non-expired", 200, List("\"*\"")),
            new("a list of the type non-expired shows planned windows", [create], $"GET {path}?type=non-expired", 200, List(Row("planned"))),
            new("a list of the type past shows past windows", [create, "STEP 01:00:00", other], $"GET {path}?type=past", 200, List(Row("past"))),
            new("a list of the type past shows cancelled windows", [create, cancel], $"GET {path}?type=past", 200, List(Row("cancelled"))),
            new("a list of the type non-expired omits cancelled windows", [create, cancel], $"GET {path}?type=non-expired", 200, List()),
            new("an unknown type of list is rejected", [], $"GET {path}?type=active", 400, Error("Query parameter 'type' must be 'all', 'non-expired' or 'past'.")),
            new("a page has a link to the next page", [create, create, create], $"GET {path}?offset=1&size=1", 200, $$$"""{"values":["*"],"links":{"next":"{{{path}}}?offset=2&size=1"}}"""),
            new("the link to the next page contains the type of the list", [create, create], $"GET {path}?size=1&type=non-expired", 200, $$$"""{"values":["*"],"links":{"next":"{{{path}}}?offset=1&size=1&type=non-expired"}}"""),
            new("a page has 20 windows by default", [.. Enumerable.Repeat(create, 21)], $"GET {path}", 200, $$$"""{"values":[{{{string.Join(",", Enumerable.Repeat("\"*\"", 20))}}}],"links":{"next":"{{{path}}}?offset=20&size=20"}}"""),

            new("an update changes only the fields in the request", [create], Update("""{"description":"y"}"""), 200, Row("planned").Replacing("Maintenance Plan", "y")),
            new("an update can move the window", [create], Update("""{"startDate":"2023-12-11T10:00:00Z","endDate":"2023-12-11T12:00:00Z"}"""), 200,
                Row("active").Replacing("11:37:40.501Z", "10:00:00.000Z").Replacing("11:42:40.501Z", "12:00:00.000Z")),
            new("an update can lengthen an active window", [create, "STEP 00:40:00"], Update("""{"endDate":"2023-12-11T12:00:00Z"}"""), 200, Row("active").Replacing("11:42:40.501Z", "12:00:00.000Z")),
            new("an update can shorten an active window", [create, "STEP 00:40:00"], Update("""{"endDate":"2023-12-11T11:41:00Z"}"""), 200, Row("active").Replacing("11:42:40.501Z", "11:41:00.000Z")),
            new("an update can remove the end of an active window", [create, "STEP 00:40:00"], Update("""{"endDate":null}"""), 200, Row("active").Replacing(",\"endDate\":\"2023-12-11T11:42:40.501Z\"", "")),
            new("an update of an active window can contain unchanged fields", [create, "STEP 00:40:00"], Update(Sample.Replacing("11:42:40.501Z", "12:00:00Z")), 200, Row("active").Replacing("11:42:40.501Z", "12:00:00.000Z")),
            new("an update cannot move the start of an active window", [create, "STEP 00:40:00"], Update("""{"startDate":"2023-12-11T11:38:00Z"}"""), 409, Active),
            new("an update cannot move the start of an active window to the future", [create, "STEP 00:40:00"], Update("""{"startDate":"2023-12-11T11:42:00Z"}"""), 409, Active),
            new("an update cannot change the description of an active window", [create, "STEP 00:40:00"], Update("""{"description":"y","endDate":"2023-12-11T12:00:00Z"}"""), 409, Active),
            new("an update cannot remove the description of an active window", [create, "STEP 00:40:00"], Update("""{"description":null}"""), 409, Active),
            new("an update cannot replace the rules of an active window", [create, "STEP 00:40:00"], Update("""{"rules":[{"state":"disabled","entity":{"id":"p","type":"policy"}}]}"""), 409, Active),
            new("an invalid field is reported before the conflict with an active window", [create, "STEP 00:40:00"], Update("""{"rules":[]}"""), 400, Error("Field 'rules' must have at least one rule.")),
            new("an active window cannot be deleted", [create, "STEP 00:40:00"], $"DELETE {path}/{{id}}", 409, Error("The maintenance is active, so it cannot be deleted. Cancel the maintenance instead.", "CONFLICT")),
            new("an active window that was cancelled is deleted", [create, "STEP 00:40:00", cancel], $"DELETE {path}/{{id}}", 204),
            new("a past window is deleted", [create, "STEP 01:00:00"], $"DELETE {path}/{{id}}", 204),
            new("an update can replace the rules", [create], Update("""{"rules":[{"state":"disabled","entity":{"id":"p","type":"policy"}}]}"""), 200, Row("planned").Replacing("51e9e162-767b-47a6-a00a-4cd8b6f94829", "p").Replacing("integration", "policy")),
            new("an update cannot move the end before the start", [create], Update("""{"endDate":"2023-12-11T11:00:00Z"}"""), 400, Error("Field 'endDate' must be after field 'startDate'.")),
            new("an update cannot remove all rules", [create], Update("""{"rules":[]}"""), 400, Error("Field 'rules' must have at least one rule.")),
            new("an update cannot enable an integration", [create], Update("""{"rules":[{"state":"enabled","entity":{"id":"i","type":"integration"}}]}"""), 400, Error("A maintenance can enable policies, but not integrations or syncs.")),
            new("an update without fields changes nothing", [create], Update("{}"), 200, Row("planned")),
            new("a past window can no longer be changed", [create, "STEP 01:00:00"], Update("{}"), 409, Error("The maintenance is past and can no longer be changed.", "CONFLICT")),
            new("a cancelled window can no longer be changed", [create, cancel], Update("{}"), 409, Error("The maintenance is cancelled and can no longer be changed.", "CONFLICT")),
            new("an update of a missing window fails with 404", [], $"PATCH {path}/nothing\n\n{{}}", 404, Error("Maintenance 'nothing' does not exist.", "NOT_FOUND")),

            new("a planned window is cancelled", [create], cancel, 200, Row("cancelled")),
            new("an active window is cancelled", [create, "STEP 00:40:00"], cancel, 200, Row("cancelled")),
            new("a second cancel request returns the cancelled window", [create, cancel], cancel, 200, Row("cancelled")),
            new("a cancelled window stays cancelled after its end", [create, cancel, "STEP 01:00:00"], cancel, 200, Row("cancelled")),
            new("a past window cannot be cancelled", [create, "STEP 01:00:00"], cancel, 409, Error("The maintenance is past and can no longer be cancelled.", "CONFLICT")),
            new("a cancel request for a missing window fails with 404", [], $"POST {path}/nothing/cancel", 404, Error("Maintenance 'nothing' does not exist.", "NOT_FOUND")),
            new("a window is deleted", [create], $"DELETE {path}/{{id}}", 204),
            new("a deleted window is not found", [create, $"DELETE {path}/{{id}}"], $"GET {path}/{{id}}", 404, Error("Maintenance '{id}' does not exist.", "NOT_FOUND")),
            new("a second deletion fails with 404", [create, $"DELETE {path}/{{id}}"], $"DELETE {path}/{{id}}", 404, Error("Maintenance '{id}' does not exist.", "NOT_FOUND")),
        ];
        return rules.Select(rule => rule with { Sentence = $"{kind}: {rule.Sentence}" });

        string Row(string status) => Sample.Insert(1, $"\"id\":\"*\",\"status\":\"{status}\",").Insert(Sample.Length - 1 + $"\"id\":\"*\",\"status\":\"{status}\",".Length, team);

        string Create(string body) => $"POST {path}\n\n{body}";

        string Update(string body) => $"PATCH {path}/{{id}}\n\n{body}";
    }

    private static string List(params string[] rows) => $$$"""{"values":[{{{string.Join(",", rows)}}}],"links":{}}""";

    private static string Error(string title, string code = "INVALID_REQUEST") => $$"""{"errors":[{"title":"{{title}}","code":"{{code}}"}]}""";
}
