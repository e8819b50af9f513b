using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class RequestLogTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    private SandboxServer Server => _sandbox.Server;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_request_is_logged_as_received()
    {
        SandboxResponse response = await _sandbox.Send("POST", $"{SandboxFixture.Heartbeats}?a=%20b", SandboxFixture.HeartbeatJson, new Dictionary<string, string> { ["User-Agent"] = "test/1" });
        SandboxRequest line = Assert.Single(Server.Requests);
        Assert.Equal((1L, "CreateHeartbeat", "POST", $"/{_sandbox.Compass}{SandboxFixture.Heartbeats}", "a=%20b"), (line.Number, line.Operation, line.Method, line.Path, line.Query));
        Assert.Equal((201, SandboxFixture.HeartbeatJson, SandboxFixture.Start, null), (line.StatusCode, line.Body, line.ReceivedAt, line.Fault));
        Assert.Equal(("test/1", "application/json"), (line.Headers["user-agent"], line.Headers["Content-Type"]));
        Assert.Equal(response.Headers.GetValues("x-request-id").Single(), line.RequestId);
        Assert.Equal(line.RequestId, response.Headers.GetValues("atl-traceid").Single());
        Assert.True(line.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task The_log_contains_no_secret()
    {
        string basic = _sandbox.Authorization["Basic ".Length..];
        await _sandbox.Send("POST", $"/v1/teams/{Server.Token}/heartbeats?token={Server.Token}", $$"""{"name":"{{Server.Token}} {{basic}}"}""", new Dictionary<string, string>
        {
            ["User-Agent"] = Server.Token,
            ["Cookie"] = "session=secret-cookie",
            ["X-Api-Key"] = "secret-key",
            ["Proxy-Authorization"] = "Basic secret-proxy",
        });
        await _sandbox.Send("GET", "/v1/teams", null, new Dictionary<string, string> { ["Authorization"] = "Bearer secret-bearer" });
        string all = JsonSerializer.Serialize(Server.Requests) + string.Concat(Server.Requests);
        foreach (string secret in new[] { Server.Token, basic, "secret" })
        {
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Server.Requests, line => line.Headers.ContainsKey("Authorization"));
        Assert.Contains("(token)", Server.Requests[0].Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/maintenances", "ListGlobalMaintenances")]
    [InlineData("POST", "/v1/maintenances", "CreateGlobalMaintenance")]
    [InlineData("GET", "/v1/maintenances/x", "GetGlobalMaintenance")]
    [InlineData("PATCH", "/v1/maintenances/x", "UpdateGlobalMaintenance")]
    [InlineData("DELETE", "/v1/maintenances/x", "DeleteGlobalMaintenance")]
    [InlineData("POST", "/v1/maintenances/x/cancel", "CancelGlobalMaintenance")]
    [InlineData("GET", "/v1/teams/t/maintenances", "ListTeamMaintenances")]
    [InlineData("POST", "/v1/teams/t/maintenances", "CreateTeamMaintenance")]
    [InlineData("GET", "/v1/teams/t/maintenances/x", "GetTeamMaintenance")]
    [InlineData("PATCH", "/v1/teams/t/maintenances/x", "UpdateTeamMaintenance")]
    [InlineData("DELETE", "/v1/teams/t/maintenances/x", "DeleteTeamMaintenance")]
    [InlineData("POST", "/v1/teams/t/maintenances/x/cancel", "CancelTeamMaintenance")]
    [InlineData("GET", "/v1/teams/t/heartbeats", "ListHeartbeats")]
    [InlineData("POST", "/v1/teams/t/heartbeats", "CreateHeartbeat")]
    [InlineData("PATCH", "/v1/teams/t/heartbeats", "UpdateHeartbeat")]
    [InlineData("DELETE", "/v1/teams/t/heartbeats", "DeleteHeartbeat")]
    [InlineData("POST", "/v1/teams/t/heartbeats/ping", "PingHeartbeat")]
    [InlineData("GET", "/v1/teams", "ListTeams")]
    [InlineData("GET", "_edge/tenant_info", "GetTenantInfo")]
    [InlineData("GET", "/v1/nothing", "")]
    public async Task The_log_names_the_operation_whatever_the_outcome(string method, string path, string operation)
    {
        await _sandbox.Send(method, path);
        Assert.Equal(operation, Server.Requests.Single().Operation);
        Assert.True(operation.Length == 0 || SandboxServer.Operations.Contains(operation));
    }

    [Fact]
    public async Task The_log_keeps_the_latest_ten_thousand_requests_with_continuous_numbers()
    {
        using RawConnection connection = new(Server);
        for (int i = 0; i < 10_005; i++)
        {
            connection.Send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").Receive();
        }

        Assert.Equal((10_000, 6L, 10_005L), (Server.Requests.Count, Server.Requests[0].Number, Server.Requests[^1].Number));
        Server.ClearRequests();
        Assert.Empty(Server.Requests);
        await _sandbox.Get("/v1/teams");
        Assert.Equal(10_006, Server.Requests.Single().Number);
    }

    [Fact]
    public async Task An_escaped_token_in_an_address_is_masked()
    {
        using SandboxFixture sandbox = new(new SandboxOptions { Token = "ATATT3x=/+secret" });
        await sandbox.Get($"/v1/teams?token={Uri.EscapeDataString(sandbox.Server.Token)}");
        Assert.Equal("token=(token)", sandbox.Server.Requests.Single().Query);
    }

    [Fact]
    public async Task A_short_token_does_not_mask_other_text()
    {
        using SandboxFixture sandbox = new(new SandboxOptions { Token = "t" });
        await sandbox.Get("/v1/teams");
        Assert.Equal($"/{sandbox.Compass}/v1/teams", sandbox.Server.Requests.Single().Path);
    }

    [Fact]
    public async Task Large_bodies_reduce_the_number_of_logged_requests()
    {
        string body = new('x', 16 * 1024);
        for (int i = 0; i < 1030; i++)
        {
            await _sandbox.Post(SandboxFixture.Heartbeats, body);
        }

        Assert.InRange(Server.Requests.Count, 900, 1023);
        Assert.Equal(1030, Server.Requests[^1].Number);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("path")]
    [InlineData("header")]
    public void Long_requests_reduce_the_number_of_logged_requests(string where)
    {
        string filler = new('x', 15_000);
        string request = where switch
        {
            "query" => $"GET /?{filler} HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "path" => $"GET /{filler} HTTP/1.1\r\nHost: localhost\r\n\r\n",
            _ => $"GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {filler}\r\n\r\n",
        };
        using RawConnection connection = new(Server);
        for (int i = 0; i < 1300; i++)
        {
            connection.Send(request).Receive();
        }

        Assert.InRange(Server.Requests.Count, 1000, 1118);
        Assert.Equal(1300, Server.Requests[^1].Number);
    }

    [Fact]
    public async Task A_long_body_is_truncated()
    {
        await _sandbox.Post(SandboxFixture.Heartbeats, new string('x', 100_000));
        Assert.Equal(16 * 1024, Server.Requests.Single().Body!.Length);
    }
}
