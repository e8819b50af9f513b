using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Sandbox.Tests;

internal static class HeartbeatRules
{
    private const string H = "/v1/teams/{team}/heartbeats";
    private const string Web = $$"""POST {{H}}{{"\n\n"}}{"name":"Web","interval":5,"intervalUnit":"minutes","enabled":true}""";
    private const string WebRow =
        """{"name":"Web","interval":5,"intervalUnit":"Minutes","enabled":true,"status":"Pending","ownerTeamId":"{team}","alertMessage":"HeartbeatName is expired","alertTags":[],"alertPriority":"P3"}""";

    public static IEnumerable<ContractRule> All =>
    [
        new("the create request in the contract returns the heartbeat with the values of the request", [],
            Create("""{"name":"DNS Server Checker","description":"It checks whether server is online or not","interval":5,"enabled":true,"intervalUnit":"minutes","alertMessage":"HeartbeatName is expired","alertTags":["critical","dns"],"alertPriority":"P3"}"""), 201,
            """{"name":"DNS Server Checker","description":"It checks whether server is online or not","interval":5,"intervalUnit":"Minutes","enabled":true,"status":"Pending","ownerTeamId":"{team}","alertMessage":"HeartbeatName is expired","alertTags":["critical","dns"],"alertPriority":"P3"}"""),
        new("a heartbeat that is created without the field enabled is disabled", [], Create("""{"name":"Web","interval":5,"intervalUnit":"minutes"}"""), 201, WebRow.Replacing("true", "false").Replacing("Pending", "Off")),
        new("a unit is accepted in the spelling of responses", [], Create("""{"name":"Web","interval":5,"intervalUnit":"Minutes","enabled":true}"""), 201, WebRow),
        new("the unit hours is accepted", [], Create("""{"name":"Web","interval":5,"intervalUnit":"hours","enabled":true}"""), 201, WebRow.Replacing("Minutes", "Hours")),
        new("the unit days is accepted", [], Create("""{"name":"Web","interval":5,"intervalUnit":"days","enabled":true}"""), 201, WebRow.Replacing("Minutes", "Days")),
        new("a null in a create request counts as a missing field", [], Create("""{"name":"Web","interval":5,"intervalUnit":"minutes","enabled":true,"description":null,"alertTags":null,"alertMessage":null,"alertPriority":null}"""), 201, WebRow),
        new("another team can have a heartbeat of the same name", [Web], Web.Replacing("{team}", "{other}"), 201, WebRow.Replacing("{team}", "{other}")),
        new("a name in another case is another name", [Web], Create("""{"name":"web","interval":5,"intervalUnit":"minutes","enabled":true}"""), 201, WebRow.Replacing("Web", "web")),
        new("a name is unique in its team", [Web], Web, 409, Error("A heartbeat named 'Web' already exists in this team.", "CONFLICT")),
        .. Refused("a heartbeat without a name is rejected", """{"interval":5,"intervalUnit":"minutes"}""", "Field 'name' is required."),
        .. Refused("a blank name is rejected", """{"name":" ","interval":5,"intervalUnit":"minutes"}""", "Field 'name' cannot be blank."),
        .. Refused("a name that is a number is rejected", """{"name":5,"interval":5,"intervalUnit":"minutes"}""", "Field 'name' must be text."),
        .. Refused("a name with a control character is rejected", """{"name":"a\nb","interval":5,"intervalUnit":"minutes"}""", "Field 'name' cannot contain control characters."),
        .. Refused("a name of more than 255 characters is rejected", $$"""{"name":"{{new string('n', 256)}}","interval":5,"intervalUnit":"minutes"}""", "Field 'name' can have at most 255 characters."),
        .. Refused("a heartbeat without an interval is rejected", """{"name":"Web","intervalUnit":"minutes"}""", "Field 'interval' is required."),
        .. Refused("an interval of 0 is rejected", """{"name":"Web","interval":0,"intervalUnit":"minutes"}""", "Field 'interval' must be a whole number, 1 or more."),
        .. Refused("an interval with a fraction is rejected", """{"name":"Web","interval":1.5,"intervalUnit":"minutes"}""", "Field 'interval' must be a whole number, 1 or more."),
        .. Refused("an interval that is text is rejected", """{"name":"Web","interval":"5","intervalUnit":"minutes"}""", "Field 'interval' must be a whole number, 1 or more."),
        .. Refused("an interval that exceeds 32 bits is rejected", """{"name":"Web","interval":2147483648,"intervalUnit":"minutes"}""", "Field 'interval' must be a whole number, 1 or more."),
        .. Refused("a heartbeat without a unit is rejected", """{"name":"Web","interval":5}""", "Field 'intervalUnit' is required."),
        .. Refused("the unit weeks is rejected", """{"name":"Web","interval":5,"intervalUnit":"weeks"}""", "Field 'intervalUnit' must be one of Minutes, Hours, Days."),
        .. Refused("a value of enabled other than true and false is rejected", """{"name":"Web","interval":5,"intervalUnit":"minutes","enabled":"yes"}""", "Field 'enabled' must be true or false."),
        .. Refused("the priority P6 is rejected", """{"name":"Web","interval":5,"intervalUnit":"minutes","alertPriority":"P6"}""", "Field 'alertPriority' must be one of P1, P2, P3, P4, P5."),
        .. Refused("tags that are not a list are rejected", """{"name":"Web","interval":5,"intervalUnit":"minutes","alertTags":"a"}""", "Field 'alertTags' must be a list."),
        .. Refused("a tag that is a number is rejected", """{"name":"Web","interval":5,"intervalUnit":"minutes","alertTags":[1]}""", "Field 'alertTags[0]' must be text."),
        .. Refused("an empty tag is rejected", """{"name":"Web","interval":5,"intervalUnit":"minutes","alertTags":[""]}""", "Each item of field 'alertTags' must have 1 to 100 characters and cannot be blank."),
        .. Refused("an unknown field is rejected", """{"name":"Web","interval":5,"intervalUnit":"minutes","enable":true}""", "Field 'enable' is unknown. The known fields are name, description, interval, intervalUnit, enabled, alertMessage, alertTags, alertPriority."),
        .. Refused("a field that only responses contain is rejected", """{"name":"Web","interval":5,"intervalUnit":"minutes","status":"Pending"}""", "Field 'status' is unknown. The known fields are name, description, interval, intervalUnit, enabled, alertMessage, alertTags, alertPriority."),
        .. Refused("a field that appears twice is rejected", """{"name":"Web","name":"Web2","interval":5,"intervalUnit":"minutes"}""", "Field 'name' appears twice."),
        .. Refused("a body that is not an object is rejected", "[]", "The request body must be an object."),
        .. Refused("a body that is not JSON is rejected", "{'name':1}", "The request body is not valid JSON."),
        .. Refused("an empty body is rejected", "", "The request body is not valid JSON."),
        .. Refused("text with half a surrogate pair is rejected", """{"name":"\ud800","interval":5,"intervalUnit":"minutes"}""", "Field 'name' contains an incomplete Unicode character (half of a surrogate pair)."),
        new("a create request for a heartbeat of an unknown team fails with 404", [], Web.Replacing("{team}", "nobody"), 404, Error("Team 'nobody' does not exist.", "NOT_FOUND")),
        new("a list request for heartbeats of an unknown team fails with 404", [], "GET /v1/teams/nobody/heartbeats", 404, Error("Team 'nobody' does not exist.", "NOT_FOUND")),
        new("a ping of a heartbeat of an unknown team fails with 404", [], "POST /v1/teams/nobody/heartbeats/ping?name=Web", 404, Error("Team 'nobody' does not exist.", "NOT_FOUND")),
        new("the id of a team is accepted in another letter case", [Web], "GET /v1/teams/77B933C9-92BB-46E7-A73C-764B8D7C3C25/heartbeats", 200, List(WebRow)),

        new("a team without heartbeats has an empty list", [], $"GET {H}", 200, List()),
        new("a list shows heartbeats in the order of their creation", [Web, Web.Replacing("Web", "App")], $"GET {H}", 200, List(WebRow, WebRow.Replacing("Web", "App"))),
        new("a list shows no heartbeats of other teams", [Web.Replacing("{team}", "{other}")], $"GET {H}", 200, List()),
        new("a list can be filtered by name", [Web, Web.Replacing("Web", "App")], $"GET {H}?name=App", 200, List(WebRow.Replacing("Web", "App"))),
        new("a list can be filtered by the query parameter heartbeatName of older documentation", [Web, Web.Replacing("Web", "App")], $"GET {H}?heartbeatName=App", 200, List(WebRow.Replacing("Web", "App"))),
        new("a list is empty if no heartbeat has the name", [Web], $"GET {H}?name=Wet", 200, List()),
        new("a part of a name does not match in a list", [Web], $"GET {H}?name=We", 200, List()),
        new("a name is percent-encoded in a query", [Web.Replacing("Web", "Über/a b&c+d")], $"GET {H}?name=%C3%9Cber%2Fa%20b%26c%2Bd", 200, List(WebRow.Replacing("Web", "Über/a b&c+d"))),
        new("a plus sign is a blank in a query", [Web.Replacing("Web", "a b")], $"GET {H}?name=a+b", 200, List(WebRow.Replacing("Web", "a b"))),
        new("a page has the requested size and a link to the next page", [Web, Web.Replacing("Web", "App")], $"GET {H}?size=1", 200, List([WebRow], "/v1/teams/{team}/heartbeats?offset=1&size=1")),
        new("the last page has no link to a next page", [Web, Web.Replacing("Web", "App")], $"GET {H}?offset=1&size=1", 200, List(WebRow.Replacing("Web", "App"))),
        new("a page beyond the end is empty", [Web], $"GET {H}?offset=7", 200, List()),
        new("a page has 20 heartbeats by default", Many(21), $"GET {H}", 200, List(Enumerable.Repeat("\"*\"", 20), "/v1/teams/{team}/heartbeats?offset=20&size=20")),
        new("a page has at most 100 heartbeats", Many(101), $"GET {H}?size=1000", 200, List(Enumerable.Repeat("\"*\"", 100), "/v1/teams/{team}/heartbeats?offset=100&size=100")),
        new("a negative offset is rejected", [], $"GET {H}?offset=-1", 400, Error("Query parameter 'offset' must be a whole number, 0 or more.")),
        new("a page size of 0 is rejected", [], $"GET {H}?size=0", 400, Error("Query parameter 'size' must be a whole number, 1 or more.")),
        new("a page size that is not a number is rejected", [], $"GET {H}?size=ten", 400, Error("Query parameter 'size' must be a whole number, 1 or more.")),
        new("a query parameter that appears twice is rejected", [], $"GET {H}?size=1&size=2", 400, Error("Query parameter 'size' appears twice.")),
        new("an unknown query parameter is ignored", [Web], $"GET {H}?_=17", 200, List(WebRow)),

        new("an update changes only the fields in the request", [Web], Update("""{"description":"x"}"""), 200, WebRow.Replacing("\"interval\"", "\"description\":\"x\",\"interval\"")),
        new("an update can change all fields except the name", [Web], Update("""{"description":"d","interval":2,"intervalUnit":"days","enabled":false,"alertMessage":"m","alertTags":["t"],"alertPriority":"P1"}"""), 200,
            """{"name":"Web","description":"d","interval":2,"intervalUnit":"Days","enabled":false,"status":"Off","ownerTeamId":"{team}","alertMessage":"m","alertTags":["t"],"alertPriority":"P1"}"""),
        new("an update without fields changes nothing", [Web], Update("{}"), 200, WebRow),
        new("an empty text clears the description and the alert message", [Web, Update("""{"description":"d"}""")], Update("""{"description":"","alertMessage":""}"""), 200,
            WebRow.Replacing("\"interval\"", "\"description\":\"\",\"interval\"").Replacing("HeartbeatName is expired", "")),
        new("a null clears a description", [Web, Update("""{"description":"d"}""")], Update("""{"description":null}"""), 200, WebRow),
        new("a null resets the alert fields to their defaults", [Web, Update("""{"alertMessage":"m","alertTags":["t"],"alertPriority":"P1"}""")], Update("""{"alertMessage":null,"alertTags":null,"alertPriority":null}"""), 200, WebRow),
        new("an empty list clears the tags", [Web, Update("""{"alertTags":["t"]}""")], Update("""{"alertTags":[]}"""), 200, WebRow),
        new("a list shows an updated heartbeat", [Web, Update("""{"interval":7}""")], $"GET {H}", 200, List(WebRow.Replacing(":5", ":7"))),
        new("a name cannot be changed", [Web], Update("""{"name":"App"}"""), 400, Error("The name of a heartbeat cannot be changed.")),
        new("an interval of null is rejected in an update", [Web], Update("""{"interval":null}"""), 400, Error("Field 'interval' cannot be null.")),
        new("an unknown field in an update is rejected", [Web], Update("""{"status":"Responsive"}"""), 400, Error("*")),
        new("an update with an invalid field is rejected", [Web], Update("""{"description":"d","interval":0}"""), 400, Error("Field 'interval' must be a whole number, 1 or more.")),
        new("an update of a missing heartbeat fails with 404", [], Update("{}"), 404, Error("Heartbeat 'Web' does not exist in this team.", "NOT_FOUND")),
        new("an update without the query parameter name is rejected", [Web], $"PATCH {H}\n\n{{}}", 400, Error("Query parameter 'name' is required.")),

        new("a list does not show a deleted heartbeat", [Web, $"DELETE {H}?name=Web"], $"GET {H}", 200, List()),
        new("the response to a deletion has no body", [Web], $"DELETE {H}?name=Web", 204),
        new("a second deletion fails with 404", [Web, $"DELETE {H}?name=Web"], $"DELETE {H}?name=Web", 404, Error("Heartbeat 'Web' does not exist in this team.", "NOT_FOUND")),
        new("a deletion without the query parameter name is rejected", [Web], $"DELETE {H}", 400, Error("Query parameter 'name' is required.")),
        new("the name of a deleted heartbeat can be used again", [Web, $"DELETE {H}?name=Web"], Web, 201, WebRow),

        new("a ping returns PONG", [Web], $"POST {H}/ping?name=Web", 200, """{"message":"PONG - Heartbeat received"}"""),
        new("a ping of a missing heartbeat returns PONG", [], $"POST {H}/ping?name=Nobody", 200, """{"message":"PONG - Heartbeat received"}"""),
        new("a ping without the query parameter name is rejected", [], $"POST {H}/ping", 400, Error("Query parameter 'name' is required.")),
        new("a ping makes a heartbeat responsive", [Web, $"POST {H}/ping?name=Web"], $"GET {H}", 200, List(WebRow.Replacing("Pending", "Responsive"))),
        new("a heartbeat that was never pinged stays pending", [Web, "STEP 1.00:00:00"], $"GET {H}", 200, List(WebRow)),
        new("a heartbeat is responsive until its interval has passed", [Web, $"POST {H}/ping?name=Web", "STEP 00:04:59.999"], $"GET {H}", 200, List(WebRow.Replacing("Pending", "Responsive"))),
        new("a heartbeat is unresponsive when its interval has passed", [Web, $"POST {H}/ping?name=Web", "STEP 00:05:00"], $"GET {H}", 200, List(WebRow.Replacing("Pending", "Unresponsive"))),
        new("a ping makes an unresponsive heartbeat responsive", [Web, $"POST {H}/ping?name=Web", "STEP 00:05:00", $"POST {H}/ping?name=Web"], $"GET {H}", 200, List(WebRow.Replacing("Pending", "Responsive"))),
        new("a disabled heartbeat does not expire", [Web, $"POST {H}/ping?name=Web", Update("""{"enabled":false}"""), "STEP 1.00:00:00"], $"GET {H}", 200, List(WebRow.Replacing("Pending", "Off").Replacing("true", "false"))),
        new("the interval of a heartbeat begins again when the heartbeat is enabled", [Web, $"POST {H}/ping?name=Web", Update("""{"enabled":false}"""), "STEP 1.00:00:00", Update("""{"enabled":true}"""), "STEP 00:04:00"], $"GET {H}", 200, List(WebRow.Replacing("Pending", "Responsive"))),
        new("a heartbeat expires one interval after it was enabled", [Web, $"POST {H}/ping?name=Web", Update("""{"enabled":false}"""), "STEP 1.00:00:00", Update("""{"enabled":true}"""), "STEP 00:05:00"], $"GET {H}", 200, List(WebRow.Replacing("Pending", "Unresponsive"))),
        new("a heartbeat becomes unresponsive immediately if its new interval has already passed", [Web, $"POST {H}/ping?name=Web", "STEP 00:03:00"], Update("""{"interval":2}"""), 200, WebRow.Replacing("Pending", "Unresponsive").Replacing(":5", ":2")),
        new("a longer interval delays the expiry", [Web, $"POST {H}/ping?name=Web", Update("""{"interval":9}"""), "STEP 00:06:00"], $"GET {H}", 200, List(WebRow.Replacing("Pending", "Responsive").Replacing(":5", ":9"))),
    ];

    private static string Create(string body) => $"POST {H}\n\n{body}";

    private static string Update(string body) => $"PATCH {H}?name=Web\n\n{body}";

    private static ContractRule[] Refused(string sentence, string body, string title) => [new(sentence, [], Create(body), 400, Error(title))];

    private static string[] Many(int count) => [.. Enumerable.Range(0, count).Select(i => Web.Replacing("Web", $"Web {i}"))];

    private static string List(params string[] rows) => List(rows, null);

    private static string List(IEnumerable<string> rows, string? next) =>
        $$$"""{"values":[{{{string.Join(",", rows)}}}],"links":{{{(next is null ? "{}" : $$"""{"next":"{{next}}"}""")}}}}""";

    private static string Error(string title, string code = "INVALID_REQUEST") => $$"""{"errors":[{"title":"{{title}}","code":"{{code}}"}]}""";
}
