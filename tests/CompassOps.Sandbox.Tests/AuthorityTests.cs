using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class AuthorityTests : IDisposable
{
    private const string Windows = "/v1/maintenances";
    private readonly SandboxFixture _sandbox = new();

    private SandboxServer Server => _sandbox.Server;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task TokenRequest_ReturnsABearerTokenThatWorks()
    {
        SandboxResponse response = await Ask(Credentials());
        Assert.Equal(200, response.Status);
        Assert.Equal(("Bearer", 3600), (response.Json.GetProperty("token_type").GetString(), response.Json.GetProperty("expires_in").GetInt32()));
        Assert.Equal(string.Join(' ', SandboxScopes.All), response.Json.GetProperty("scope").GetString());
        string token = response.Json.GetProperty("access_token").GetString()!;
        Assert.Equal(200, (await Call("GET", Windows, token)).Status);
        Assert.Equal(201, (await Call("POST", Windows, token, SandboxFixture.Window(60, 90))).Status);
    }

    [Fact]
    public async Task Token_OnCompass_IsRefused()
    {
        SandboxResponse refused = await _sandbox.Send("GET", "/v1/teams", null, Bearer(Server.IssueAccessToken()));
        AssertRefused(refused, "Unauthorized; scope does not match", "Bearer error=\"insufficient_scope\"");
    }

    [Theory]
    [InlineData("client_secret", "wrong-secret")]
    [InlineData("client_id", "somebody-else")]
    [InlineData("client_secret", null)]
    public async Task TokenRequest_WithAWrongClient_IsDenied(string field, string? value)
    {
        Dictionary<string, string?> credentials = Credentials();
        credentials[field] = value;
        SandboxResponse refused = await Ask(credentials);
        Assert.Equal((401, """{"error":"access_denied","error_description":"Unauthorized"}"""), (refused.Status, refused.Body));
    }

    [Fact]
    public async Task TokenRequest_WithAnotherGrantOrMethod_IsRefused()
    {
        Dictionary<string, string?> credentials = Credentials();
        credentials["grant_type"] = "password";
        Assert.Equal(403, (await Ask(credentials)).Status);
        Assert.Equal(405, (await _sandbox.Get("oauth/token")).Status);
        Assert.Equal(400, (await _sandbox.Post("oauth/token", "{")).Status);
        Assert.Equal(415, (await _sandbox.Send("POST", "oauth/token", "grant_type=client_credentials", new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" })).Status);
    }

    [Fact]
    public async Task Token_ExpiresByTheSandboxClock()
    {
        string token = Server.IssueAccessToken();
        Server.Step(TimeSpan.FromMinutes(59.9));
        Assert.Equal(200, (await Call("GET", Windows, token)).Status);
        Server.Step(TimeSpan.FromMinutes(0.1));
        AssertRefused(await Call("GET", Windows, token), "Unauthorized", "Bearer error=\"invalid_token\", error_description=\"The access token expired.\"");
    }

    [Fact]
    public async Task Token_WhenRevoked_IsRefusedAndCanBeReplaced()
    {
        string token = Server.IssueAccessToken();
        Server.RevokeAccessTokens();
        AssertRefused(await Call("GET", Windows, token), "Unauthorized", "Bearer error=\"invalid_token\", error_description=\"The access token was revoked.\"");
        string next = (await Ask(Credentials())).Json.GetProperty("access_token").GetString()!;
        Assert.Equal(200, (await Call("GET", Windows, next)).Status);
    }

    [Fact]
    public async Task Token_WhenUnknown_IsRefused() =>
        AssertRefused(await Call("GET", Windows, "abc"), "Unauthorized", "Bearer error=\"invalid_token\", error_description=\"The access token is unknown.\"");

    [Theory]
    [InlineData("read", "GET", Windows, 200)]
    [InlineData("read", "POST", Windows, 401)]
    [InlineData("write", "POST", Windows, 401)]
    [InlineData("write", "GET", Windows, 401)]
    [InlineData("read write", "POST", Windows, 201)]
    [InlineData("read write", "DELETE", Windows + "/{id}", 401)]
    [InlineData("read delete", "DELETE", Windows + "/{id}", 204)]
    [InlineData("delete", "DELETE", Windows + "/{id}", 401)]
    [InlineData("read write", "POST", Windows + "/{id}/cancel", 200)]
    [InlineData("read", "POST", Windows + "/{id}/cancel", 401)]
    [InlineData("read write", "POST", "/v1/teams/" + SandboxFixture.Team + "/heartbeats/ping?name=x", 200)]
    [InlineData("read write", "GET", "/v1/teams/" + SandboxFixture.Team + "/heartbeats/ping?name=x", 200)]
    [InlineData("read", "GET", "/v1/teams/" + SandboxFixture.Team + "/heartbeats/ping?name=x", 401)]
    [InlineData("read", "GET", "/v1/teams", 200)]
    public async Task Operation_WithoutItsScopes_IsRefused(string scopes, string method, string path, int status)
    {
        string id = await _sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        string token = Server.IssueAccessToken([.. scopes.Split(' ').Select(static scope => $"{scope}:ops-config:jira-service-management")]);
        string? body = method == "POST" && path == Windows ? SandboxFixture.Window(60, 90) : null;
        SandboxResponse response = await Call(method, path.Replace("{id}", id, StringComparison.Ordinal), token, body);
        Assert.Equal(status, response.Status);
        if (status == 401)
        {
            AssertRefused(response, "Unauthorized; scope does not match", "Bearer error=\"insufficient_scope\"");
        }
    }

    [Fact]
    public async Task Options_SetTheClient()
    {
        using SandboxFixture sandbox = new(new SandboxOptions
        {
            ClientId = "ci",
            ClientSecret = "long-enough",
            Scopes = [SandboxScopes.Read],
            TokenLifetime = TimeSpan.FromSeconds(5),
            ClockStopped = true,
            ControlResource = true,
        });
        Assert.Equal(("ci", "long-enough"), (sandbox.Server.ClientId, sandbox.Server.ClientSecret));
        SandboxResponse issued = await sandbox.Post("oauth/token", """{"grant_type":"client_credentials","client_id":"ci","client_secret":"long-enough"}""");
        Assert.Equal((5, SandboxScopes.Read), (issued.Json.GetProperty("expires_in").GetInt32(), issued.Json.GetProperty("scope").GetString()));
        string token = issued.Json.GetProperty("access_token").GetString()!;
        Assert.Equal(200, (await sandbox.Send("GET", sandbox.Jsm + Windows, null, Bearer(token))).Status);

        Assert.Equal(204, (await sandbox.Send("DELETE", "_sandbox/tokens")).Status);
        Assert.Equal(401, (await sandbox.Send("GET", sandbox.Jsm + Windows, null, Bearer(token))).Status);
        SandboxResponse made = await sandbox.Post("_sandbox/tokens", $$"""{"scopes":["{{SandboxScopes.Write}}"]}""");
        Assert.Equal(401, (await sandbox.Send("GET", sandbox.Jsm + Windows, null, Bearer(made.Json.GetProperty("accessToken").GetString()!))).Status);
        Assert.Equal(401, (await sandbox.Send("GET", "_sandbox/", null, Bearer(token))).Status);
    }

    [Fact]
    public void Options_WhenInvalid_AreRefused()
    {
        foreach (SandboxOptions options in new[]
        {
            new SandboxOptions { ClientId = "" }, new SandboxOptions { ClientSecret = "short" }, new SandboxOptions { Scopes = ["a b"] },
            new SandboxOptions { Scopes = [""] }, new SandboxOptions { TokenLifetime = TimeSpan.Zero }, new SandboxOptions { TokenLifetime = TimeSpan.FromDays(367) },
        })
        {
            Assert.ThrowsAny<ArgumentException>(() => SandboxServer.Start(options));
        }
    }

    [Fact]
    public async Task Fault_CanBeInjectedIntoTheTokenRequest()
    {
        Server.AddFault(new SandboxFault { Operation = "IssueToken", Status = 503, Count = 1 });
        Assert.Equal(503, (await Ask(Credentials())).Status);
        Assert.Equal(200, (await Ask(Credentials())).Status);
        Assert.Equal(["IssueToken", "IssueToken"], Server.Requests.Select(static request => request.Operation));
    }

    [Fact]
    public async Task Log_ContainsNoSecretTokenOrClient()
    {
        string token = (await Ask(Credentials())).Json.GetProperty("access_token").GetString()!;
        await Call("GET", $"{Windows}?token={token}&secret={Server.ClientSecret}", token);
        string log = JsonSerializer.Serialize(Server.Requests);
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.ClientSecret, log, StringComparison.Ordinal);
        Assert.Null(Server.Requests[0].Body);
        Assert.Equal("token=(token)&secret=(token)", Server.Requests[1].Query);
    }

    private static Dictionary<string, string> Bearer(string token) => new() { ["Authorization"] = "Bearer " + token };

    private static void AssertRefused(SandboxResponse refused, string message, string challenge)
    {
        Assert.Equal((401, message), (refused.Status, refused.Json.GetProperty("message").GetString()));
        Assert.Equal(challenge, string.Join(", ", refused.Headers.WwwAuthenticate));
    }

    private Dictionary<string, string?> Credentials() =>
        new() { ["grant_type"] = "client_credentials", ["client_id"] = Server.ClientId, ["client_secret"] = Server.ClientSecret };

    private Task<SandboxResponse> Ask(Dictionary<string, string?> credentials) =>
        _sandbox.Send("POST", "oauth/token", JsonSerializer.Serialize(credentials), new Dictionary<string, string> { ["Authorization"] = "" });

    private Task<SandboxResponse> Call(string method, string path, string token, string? body = null) => _sandbox.Send(method, _sandbox.Jsm + path, body, Bearer(token));
}
