// The contract rules for addresses, credentials, HTTP methods and content types.
using System.Collections.Generic;

namespace CompassOps.Sandbox.Tests;

internal static class GatewayRules
{
    private const string H = "/v1/teams/{team}/heartbeats";
    private const string Teams =
        """{"platformTeams":[{"teamId":"77b933c9-92bb-46e7-a73c-764b8d7c3c25","teamName":"Shop Operations"},{"teamId":"4b26961a-a837-49d2-a1fe-0973013e3c3b","teamName":"Payments"},{"teamId":"*","teamName":"*"},{"teamId":"*","teamName":"*"},{"teamId":"*","teamName":"*"}]}""";

    public static IEnumerable<ContractRule> All =>
    [
        new("anybody may ask for the cloud id", [], "GET /_edge/tenant_info\nAuthorization:", 200, """{"cloudId":"{cloud}"}"""),
        new("the cloud id can only be asked for", [], "POST /_edge/tenant_info", 405, Error(405, "Method Not Allowed")),
        new("the teams are shown", [], "GET /v1/teams", 200, Teams),
        new("the base of Jira Service Management is another way to the same", [], "GET /jsm/ops/api/{cloud}/v1/teams", 200, Teams),
        new("what is created by one base is shown by the other", [$"POST {H}\n\n{SandboxFixture.HeartbeatJson}"], $"GET /jsm/ops/api/{{cloud}}{H}?size=1", 200, """{"values":["*"],"links":{}}"""),
        new("the case of the cloud id does not matter", [], "GET /compass/cloud/{cloud}/ops/v1/teams", 200, Teams),
        new("a request without credentials is unauthorized", [], "GET /v1/teams\nAuthorization:", 401, Error(401, "Unauthorized")),
        new("wrong credentials are unauthorized", [], "GET /v1/teams\nAuthorization: Basic b3BlcmF0b3I6d3Jvbmc=", 401, Error(401, "Unauthorized")),
        new("credentials that are no Base64 are unauthorized", [], "GET /v1/teams\nAuthorization: Basic ???", 401, Error(401, "Unauthorized")),
        new("apps with OAuth2 cannot call", [], "GET /v1/teams\nAuthorization: Bearer abc", 401, Error(401, "Unauthorized; scope does not match")),
        new("credentials are looked at before the path", [], "GET /v1/nothing\nAuthorization:", 401, Error(401, "Unauthorized")),
        new("credentials are looked at before the body", [], $"POST {H}\nAuthorization:\n\n{{", 401, Error(401, "Unauthorized")),
        new("a path below the base that is none is not found", [], "GET /v1/nothing", 404, Error(404, "Not Found")),
        new("a path with a segment too many is not found", [], "GET /v1/teams/{team}/heartbeats/ping/x", 404, Error(404, "Not Found")),
        new("a path with a slash at its end is not found", [], "GET /v1/teams/", 404, Error(404, "Not Found")),
        new("a path outside of the bases is not found", [], "GET /v2/teams", 404, Error(404, "Not Found")),
        new("the root is not found", [], "GET /", 404, Error(404, "Not Found")),
        new("the control resource is not found unless it was wanted", [], "GET /_sandbox/requests", 404, Error(404, "Not Found")),
        new("another cloud id is not found", [], "GET /compass/cloud/other/ops/v1/teams", 404, Error(404, "No site has the cloud id 'other'.")),
        new("a heartbeat is not put", [], $"PUT {H}\n\n{{}}", 405, Error(405, "Method Not Allowed")),
        new("a ping is not got", [], $"GET {H}/ping?name=x", 405, Error(405, "Method Not Allowed")),
        new("a cancel is not got", [], "GET /v1/maintenances/x/cancel", 405, Error(405, "Method Not Allowed")),
        new("a heartbeat's body must be called JSON", [], $"POST {H}\nContent-Type: text/plain\n\n{SandboxFixture.HeartbeatJson}", 415, Error(415, "Unsupported Media Type; send application/json")),
        new("a heartbeat's body must be called something", [], $"POST {H}\nContent-Type:\n\n{SandboxFixture.HeartbeatJson}", 415, Error(415, "Unsupported Media Type; send application/json")),
        new("a form is not JSON", [], $"PATCH /v1/maintenances/x\nContent-Type: application/x-www-form-urlencoded\n\na=b", 404, """{"errors":[{"title":"*","code":"NOT_FOUND"}]}"""),
        new("a charset of UTF-8 may be named", [], $"POST {H}\nContent-Type: application/json; charset=utf-8\n\n{SandboxFixture.HeartbeatJson}", 201, "\"*\""),
        new("another charset is refused", [], $"POST {H}\nContent-Type: application/json; charset=latin1\n\n{SandboxFixture.HeartbeatJson}", 415, Error(415, "Unsupported Media Type; send application/json")),
        new("a query that is not UTF-8 is refused", [], $"GET {H}?name=%ff", 400, Error(400, "The address is not UTF-8.")),
    ];

    private static string Error(int code, string message) => $$"""{"code":{{code}},"message":"{{message}}"}""";
}
