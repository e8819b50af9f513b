// Checks the requests to /_sandbox/, with which other processes control the sandbox.
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class ControlResourceTests : System.IDisposable
{
    private readonly SandboxFixture _sandbox = new(new SandboxOptions { StartTime = SandboxFixture.Start, ClockStopped = true, ControlResource = true });

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_control_resource_shows_the_sandbox()
    {
        SandboxResponse response = await _sandbox.Get("_sandbox/");
        Assert.Null(JsonPattern.Difference("""{"baseUri":"*","now":"2023-12-11T11:00:00.000Z","site":"sandbox","cloudId":"*","email":"operator@sandbox.test","teams":"*"}""", response.Body));
        Assert.Equal(200, (await _sandbox.Get("_sandbox")).Status);
    }

    [Fact]
    public async Task The_control_resource_steps_the_clock()
    {
        SandboxResponse by = await _sandbox.Post("_sandbox/clock", """{"by":"10m"}""");
        Assert.Equal((200, """{"now":"2023-12-11T11:10:00.000Z"}"""), (by.Status, by.Body));
        SandboxResponse to = await _sandbox.Post("_sandbox/clock", """{"to":"2030-01-01T00:00:00+01:00"}""");
        Assert.Equal("""{"now":"2029-12-31T23:00:00.000Z"}""", to.Body);
        Assert.Equal(to.Body, (await _sandbox.Get("_sandbox/clock")).Body);
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("0:10:00", 600)]
    [InlineData("1.00:00:01", 86401)]
    public async Task A_time_span_is_accepted_in_both_formats(string span, double seconds)
    {
        await _sandbox.Post("_sandbox/clock", $$"""{"by":"{{span}}"}""");
        Assert.Equal(SandboxFixture.Start.AddSeconds(seconds), _sandbox.Server.Now);
    }

    [Theory]
    [InlineData("clock", "{}", "The request needs either field 'by' or field 'to', but not both.")]
    [InlineData("clock", """{"by":"1m","to":"2030-01-01T00:00:00Z"}""", "The request needs either field 'by' or field 'to', but not both.")]
    [InlineData("clock", """{"by":"2"}""", "*")]
    [InlineData("clock", """{"by":"-0:01:00"}""", "The clock shows 2023-12-11T11:00:00.0000000+00:00. The new time cannot be earlier, and cannot be after 9999-12-30.")]
    [InlineData("clock", """{"by":"9999999999999999999999d"}""", "*")]
    [InlineData("clock", """{"by":"9999999d"}""", "The clock shows 2023-12-11T11:00:00.0000000+00:00. The new time cannot be earlier, and cannot be after 9999-12-30.")]
    [InlineData("clock", """{"to":"2001-01-01T00:00:00Z"}""", "The clock shows 2023-12-11T11:00:00.0000000+00:00. The new time cannot be earlier, and cannot be after 9999-12-30.")]
    [InlineData("faults", """{"operation":"Dance"}""", "*")]
    [InlineData("faults", """{"statuss":503}""", "*")]
    [InlineData("faults", """{"kind":"explode"}""", "*")]
    [InlineData("faults", """{"headers":["a"]}""", "Field 'headers' must be an object.")]
    [InlineData("faults", """{"probability":"a"}""", "Field 'probability' must be a number.")]
    [InlineData("faults", """{"probability":2}""", "*")]
    [InlineData("faults", """{"kind":"refuse"}""", "Field 'delay' is required, because this fault closes the port until the delay ends. Without a delay, the port would stay closed, and no request could clear the fault.")]
    public async Task Invalid_values_are_refused(string resource, string body, string title)
    {
        SandboxResponse response = await _sandbox.Post($"_sandbox/{resource}", body);
        Assert.Equal(400, response.Status);
        Assert.Null(JsonPattern.Difference($$$"""{"errors":[{"title":"{{{title}}}","code":"INVALID_REQUEST"}]}""", response.Body));
        Assert.Equal(SandboxFixture.Start, _sandbox.Server.Now);
        Assert.Empty(_sandbox.Server.Faults);
    }

    [Fact]
    public async Task The_control_resource_injects_and_clears_faults()
    {
        const string Fault = """{"id":"f","operation":"ListTeams","method":"GET","path":"*teams","kind":"Status","status":429,"headers":{"Retry-After":"3"},"delay":"00:00:00.0100000","body":"{}","count":5,"every":1,"probability":1,"seed":7,"skip":0}""";
        SandboxResponse added = await _sandbox.Post("_sandbox/faults", Fault);
        Assert.Equal(201, added.Status);
        Assert.Null(JsonPattern.Difference(Fault, added.Body));
        SandboxResponse met = await _sandbox.Get("/v1/teams");
        Assert.Equal((429, "3"), (met.Status, met.Headers.RetryAfter!.ToString()));
        Assert.Null(JsonPattern.Difference($$"""{"faults":[{{Fault}}]}""", (await _sandbox.Get("_sandbox/faults")).Body));
        Assert.Equal(204, (await _sandbox.Send("DELETE", "_sandbox/faults/f")).Status);
        Assert.Equal(200, (await _sandbox.Get("/v1/teams")).Status);
        await _sandbox.Post("_sandbox/faults", """{"kind":"html"}""");
        Assert.Equal(502, (await _sandbox.Get("/v1/teams")).Status);
        Assert.Equal(204, (await _sandbox.Send("DELETE", "_sandbox/faults")).Status);
        Assert.Equal("""{"faults":[]}""", (await _sandbox.Get("_sandbox/faults")).Body);
    }

    [Fact]
    public async Task The_control_resource_lists_requests_and_alerts()
    {
        await _sandbox.CreateHeartbeat("Web");
        await _sandbox.Ping("Web");
        await _sandbox.Post("_sandbox/clock", """{"by":"6m"}""");
        Assert.Null(JsonPattern.Difference(
            """{"requests":[{"number":1,"receivedAt":"2023-12-11T11:00:00.000Z","operation":"CreateHeartbeat","method":"POST","path":"*","query":"","headers":"*","body":"*","statusCode":201,"fault":null,"requestId":"*","duration":"*"},"*"]}""",
            (await _sandbox.Get("_sandbox/requests")).Body));
        Assert.Null(JsonPattern.Difference(
            """{"alerts":[{"raisedAt":"2023-12-11T11:05:00.000Z","heartbeatName":"Web","teamId":"*","message":"HeartbeatName is expired","tags":[],"priority":"P3","silenced":false,"silencedBy":null}]}""",
            (await _sandbox.Get("_sandbox/alerts")).Body));
        Assert.Equal(204, (await _sandbox.Send("DELETE", "_sandbox/requests")).Status);
        Assert.Equal("""{"requests":[]}""", (await _sandbox.Get("_sandbox/requests")).Body);
    }

    [Theory]
    [InlineData("GET", "_sandbox/nothing", 404)]
    [InlineData("GET", "_sandboxes", 404)]
    [InlineData("PUT", "_sandbox/faults", 405)]
    [InlineData("POST", "_sandbox/alerts", 405)]
    [InlineData("GET", "_sandbox/faults/f", 405)]
    public async Task Unknown_control_paths_are_not_found(string method, string path, int status) => Assert.Equal(status, (await _sandbox.Send(method, path)).Status);

    [Fact]
    public async Task The_control_resource_requires_credentials()
    {
        Dictionary<string, string> nobody = new() { ["Authorization"] = "" };
        foreach (string path in new[] { "", "faults", "clock", "requests", "alerts" })
        {
            Assert.Equal(401, (await _sandbox.Send("GET", $"_sandbox/{path}", null, nobody)).Status);
        }

        Assert.Equal(401, (await _sandbox.Send("DELETE", "_sandbox/faults", null, nobody)).Status);
    }

    [Fact]
    public async Task The_request_that_closes_the_port_receives_its_response()
    {
        SandboxResponse added = await _sandbox.Post("_sandbox/faults", """{"kind":"refuse","delay":"300ms"}""");
        Assert.Equal(201, added.Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.Get("_sandbox/faults"));
    }

    [Fact]
    public async Task Control_requests_are_not_affected_by_faults_and_not_logged()
    {
        _sandbox.Server.AddFault(new SandboxFault { PathPattern = "*" });
        Assert.Equal(200, (await _sandbox.Get("_sandbox/faults")).Status);
        Assert.Empty(_sandbox.Server.Requests);
    }

    [Fact]
    public async Task A_timed_refusal_can_be_injected_by_a_control_request()
    {
        SandboxResponse response = await _sandbox.Post("_sandbox/faults", """{"kind":"refuse","operation":"ListTeams","delay":"100ms","count":1}""");
        Assert.Equal(201, response.Status);
        await Assert.ThrowsAnyAsync<System.Net.Http.HttpRequestException>(() => _sandbox.Get("/v1/teams"));
        Assert.Null(_sandbox.Server.Requests.Single().StatusCode);
    }
}
