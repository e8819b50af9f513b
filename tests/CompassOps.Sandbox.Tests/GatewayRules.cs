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
        new("the cloud id is returned without credentials", [], "GET /_edge/tenant_info\nAuthorization:", 200, """{"cloudId":"{cloud}"}"""),
        new("a POST request for the cloud id is rejected", [], "POST /_edge/tenant_info", 405, Error(405, "Method Not Allowed")),
        new("the teams are returned with their names", [], "GET /v1/teams", 200, Teams),
        new("the teams are also returned below the base path of Jira Service Management", [], "GET /jsm/ops/api/{cloud}/v1/teams", 200, Teams),
        new("a heartbeat that was created below one base path is listed below the other", [$"POST {H}\n\n{SandboxFixture.HeartbeatJson}"], $"GET /jsm/ops/api/{{cloud}}{H}?size=1", 200, """{"values":["*"],"links":{}}"""),
        new("the cloud id is accepted in another letter case", [], "GET /compass/cloud/{cloud}/ops/v1/teams", 200, Teams),
        new("a request without credentials is rejected", [], "GET /v1/teams\nAuthorization:", 401, Error(401, "Unauthorized")),
        new("wrong credentials are rejected", [], "GET /v1/teams\nAuthorization: Basic b3BlcmF0b3I6d3Jvbmc=", 401, Error(401, "Unauthorized")),
        new("credentials that are not Base64 are rejected", [], "GET /v1/teams\nAuthorization: Basic ???", 401, Error(401, "Unauthorized")),
        new("an OAuth 2.0 token is rejected below the base path of Compass", [], "GET /v1/teams\nAuthorization: Bearer abc", 401, Error(401, "Unauthorized; scope does not match")),
        new("wrong credentials are reported before an unknown path", [], "GET /v1/nothing\nAuthorization:", 401, Error(401, "Unauthorized")),
        new("missing credentials are reported before an invalid body", [], $"POST {H}\nAuthorization:\n\n{{", 401, Error(401, "Unauthorized")),
        new("an unknown path below the base path is not found", [], "GET /v1/nothing", 404, Error(404, "Not Found")),
        new("a path with an additional segment is not found", [], "GET /v1/teams/{team}/heartbeats/ping/x", 404, Error(404, "Not Found")),
        new("a path with a slash at its end is not found", [], "GET /v1/teams/", 404, Error(404, "Not Found")),
        new("a path outside of the base paths is not found", [], "GET /v2/teams", 404, Error(404, "Not Found")),
        new("the root is not found", [], "GET /", 404, Error(404, "Not Found")),
        new("the control resource is not found if it is not enabled", [], "GET /_sandbox/requests", 404, Error(404, "Not Found")),
        new("an unknown cloud id is not found", [], "GET /compass/cloud/other/ops/v1/teams", 404, Error(404, "No site has the cloud id 'other'.")),
        new("a PUT request for a heartbeat is rejected", [], $"PUT {H}\n\n{{}}", 405, Error(405, "Method Not Allowed")),
        new("a ping with GET is rejected", [], $"GET {H}/ping?name=x", 405, Error(405, "Method Not Allowed")),
        new("a cancel request with GET is rejected", [], "GET /v1/maintenances/x/cancel", 405, Error(405, "Method Not Allowed")),
        new("a heartbeat with the content type text/plain is rejected", [], $"POST {H}\nContent-Type: text/plain\n\n{SandboxFixture.HeartbeatJson}", 415, Error(415, "Unsupported Media Type; send application/json")),
        new("a heartbeat without a content type is rejected", [], $"POST {H}\nContent-Type:\n\n{SandboxFixture.HeartbeatJson}", 415, Error(415, "Unsupported Media Type; send application/json")),
        new("a missing window is reported before a wrong content type", [], $"PATCH /v1/maintenances/x\nContent-Type: application/x-www-form-urlencoded\n\na=b", 404, """{"errors":[{"title":"*","code":"NOT_FOUND"}]}"""),
        new("a content type with the charset UTF-8 is accepted", [], $"POST {H}\nContent-Type: application/json; charset=utf-8\n\n{SandboxFixture.HeartbeatJson}", 201, "\"*\""),
        new("a content type with another charset is rejected", [], $"POST {H}\nContent-Type: application/json; charset=latin1\n\n{SandboxFixture.HeartbeatJson}", 415, Error(415, "Unsupported Media Type; send application/json")),
        new("a query that is not UTF-8 is rejected", [], $"GET {H}?name=%ff", 400, Error(400, "The address is not UTF-8.")),
    ];

    private static string Error(int code, string message) => $$"""{"code":{{code}},"message":"{{message}}"}""";
}
