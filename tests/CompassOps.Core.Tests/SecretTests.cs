using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

/// <summary>Checks that the client sends the token only to the origin of the service, and that no error or log contains it.</summary>
[Collection("Environment variables")]
public sealed class SecretTests
{
    private static readonly string Header = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Clients.Email}:{Clients.Token}"));

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    [InlineData(302)]
    [InlineData(200)]
    public async Task Errors_and_reports_never_contain_the_token_even_if_the_service_echoes_it(int status)
    {
        string body = JsonSerializer.Serialize(new { message = $"bad: {Clients.Token} / Basic {Header} / {Uri.EscapeDataString(Clients.Token)}", code = Clients.Token });
        using StubHandler stub = StubHandler.InTurn(() =>
        {
            HttpResponseMessage response = StubHandler.Json(body, status);
            response.Headers.TryAddWithoutValidation("X-Echo", "Basic " + Header);
            response.Headers.TryAddWithoutValidation("Set-Cookie", "token=" + Clients.Token);
            response.Headers.TryAddWithoutValidation("Server", Clients.Token);
            response.Headers.TryAddWithoutValidation("X-Request-Id", Clients.Token);
            response.Headers.TryAddWithoutValidation("Location", "https://other.example.com/?" + Header);
            return response;
        });
        using CompassClient client = Clients.Over(stub);
        Notes notes = new(wantsDetail: true);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x", notes));

        StringBuilder everything = new(failure.ToString());
        everything.AppendLine(string.Join("|", failure.ServiceMessage, failure.ServiceCode, failure.Remedy, failure.Address, failure.RequestId));
        foreach (RequestAttempt attempt in notes.Attempts)
        {
            everything.AppendLine(attempt.ToString()).AppendLine(attempt.Detail).AppendLine(attempt.Failure).AppendLine(attempt.RequestId);
        }

        AssertNoSecret(everything.ToString());
        Assert.All(notes.Attempts, static attempt => Assert.Contains("***", attempt.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_detail_shows_harmless_headers_and_only_the_length_of_others()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(404, ("X-Secret", "hidden"), ("X-Request-Id", "r-9")));
        using CompassClient client = Clients.Over(stub);
        Notes notes = new(wantsDetail: true);

        await Clients.FailsAsync(() => client.UpdateHeartbeatAsync("t", "h", new HeartbeatPatch { Description = "shown" }, notes));

        string detail = Assert.Single(notes.Attempts).Detail!;
        Assert.Contains("""{"description":"shown"}""", detail, StringComparison.Ordinal);
        Assert.Contains("status 404", detail, StringComparison.Ordinal);
        Assert.Contains("X-Request-Id: r-9", detail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("1 more header not shown", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Sign_WhenTheRequestGoesToAnotherOrigin_Throws()
    {
        Authorization authorization = new(new Uri("https://a.example.com/"), "Bearer x");

        foreach (string other in new[] { "https://b.example.com/", "https://a.example.com:444/", "http://a.example.com/" })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, other);
            Assert.Throws<InvalidOperationException>(() => authorization.Sign(request));
            Assert.Null(request.Headers.Authorization);
        }
    }

    [Fact]
    public async Task The_cloudId_of_a_site_is_requested_without_credentials()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json("""{"cloudId":"c-1"}"""));

        foreach (string site in new[] { "acme", "ACME.atlassian.net", "https://acme.atlassian.net/", "https://acme.atlassian.net/wiki/x" })
        {
            Assert.Equal("c-1", await CompassClient.FindCloudIdAsync(site, Clients.Options(), stub, new TestClock(), null, CancellationToken.None));
        }

        Assert.All(stub.Requests, static request => Assert.Equal("https://acme.atlassian.net/_edge/tenant_info", request.Address.AbsoluteUri));
        Assert.All(stub.Requests, static request => Assert.False(request.Headers.ContainsKey("Authorization")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme.example.com")]
    [InlineData("https://evil.example.com")]
    [InlineData("a/b")]
    [InlineData("acme@evil.example.com")]
    [InlineData("http://acme.atlassian.net")]
    [InlineData("-acme")]
    public async Task Text_that_names_no_site_sends_no_request(string site) => await Assert.ThrowsAsync<CompassArgumentException>(
        () => CompassClient.FindCloudIdAsync(site, Clients.Options(), null, new TestClock(), null, CancellationToken.None));

    [Fact]
    public async Task The_cloudId_is_requested_from_a_given_root()
    {
        using RawServer server = new(static _ => RawServer.Text("""{"cloudId":"c-2"}"""));

        Assert.Equal("c-2", await CompassClient.FindCloudIdAsync("acme", new CompassClientOptions { BaseUri = server.Root }));
        Assert.Equal("/_edge/tenant_info", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task Plain_HTTP_to_loopback_never_uses_a_remote_proxy()
    {
        using RawServer server = new(static _ => RawServer.Text(Samples.Pong));
        CompassClientOptions plain = Clients.Options(server.Root, 0);
        using CompassClient client = new(new CompassClientOptions
        {
            BaseUri = plain.BaseUri,
            CloudId = plain.CloudId,
            UserName = plain.UserName,
            Token = plain.Token,
            Proxy = new Uri("http://192.0.2.1:3128"),
            MaximumRetryCount = 0,
        });

        Assert.NotNull((await client.PingHeartbeatAsync("t", "h", false)).Message);
    }

    // This test does not run on .NET Framework, because .NET Framework never uses a proxy for loopback addresses.
    [Trait("NetFramework", "differs")]
    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_safe_proxy_is_used_and_gets_only_its_own_credentials()
    {
        using RawServer proxy = new(static seen => seen.Headers.ContainsKey("Proxy-Authorization")
            ? RawServer.Text(Samples.Pong)
            : RawServer.Text("", 407, "text/plain", "Proxy-Authenticate: Basic realm=x"));
        CompassClientOptions plain = Clients.Options();
        using CompassClient client = new(new CompassClientOptions
        {
            BaseUri = new Uri("http://127.0.0.1:1/"),
            CloudId = plain.CloudId,
            UserName = plain.UserName,
            Token = plain.Token,
            Proxy = proxy.Root,
            ProxyCredential = new System.Net.NetworkCredential("proxy-user", "proxy-pass"),
            MaximumRetryCount = 0,
        });

        Assert.NotNull((await client.PingHeartbeatAsync("t", "h", false)).Message);
        Assert.Equal(
            "Basic " + Convert.ToBase64String("proxy-user:proxy-pass"u8.ToArray()), proxy.Requests.Last().Headers["Proxy-Authorization"]);
    }

    [Theory]
    [InlineData("ops@example.com\n", "t", "user name")]
    [InlineData("ops@example.com\r\nX-Evil: 1", "t", "user name")]
    [InlineData("ops@example.com", "token\n", "API token")]
    [InlineData("ops@example.com", "to\0ken", "API token")]
    public void Credentials_with_line_breaks_are_refused_and_not_quoted(string user, string token, string what)
    {
        CompassClientOptions plain = Clients.Options();
        CompassArgumentException refusal = Assert.Throws<CompassArgumentException>(() => new CompassClient(
            new CompassClientOptions { CloudId = plain.CloudId, UserName = user, Token = Clients.Secure(token) }));

        Assert.Contains($"The {what} contains a line break", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token\n", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("X-Evil", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u200Btoken", 1, "U+200B")]
    [InlineData("token\uFEFF", 6, "U+FEFF")]
    [InlineData("to\u00A0ken", 3, "U+00A0")]
    [InlineData("to\u00ADken", 3, "U+00AD")]
    [InlineData("token\u2060", 6, "U+2060")]
    [InlineData("token\u202A", 6, "U+202A")]
    [InlineData("token\u3164", 6, "U+3164")]
    [InlineData("token\uFE0F", 6, "U+FE0F")]
    [InlineData("token ", 6, "blank")]
    [InlineData(" token", 1, "blank")]
    public void Credentials_with_an_invisible_character_are_refused_before_anything_is_sent(string text, int position, string character)
    {
        CompassArgumentException token = Assert.Throws<CompassArgumentException>(() => new CompassClient(
            new CompassClientOptions { CloudId = "c", UserName = Clients.Email, Token = Clients.Secure(text) }));
        CompassArgumentException user = Assert.Throws<CompassArgumentException>(() => new CompassClient(
            new CompassClientOptions { CloudId = "c", UserName = text, Token = Clients.Secure(Clients.Token) }));

        Assert.Contains($"invisible character ({character}) at position {position}", token.Message, StringComparison.Ordinal);
        Assert.Contains($"invisible character ({character}) at position {position}", user.Message, StringComparison.Ordinal);
        Assert.True(character == "blank" || !token.ToString().Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(440)]
    [InlineData(490)]
    [InlineData(4000)]
    [InlineData(4090)]
    public async Task A_secret_that_crosses_the_place_where_text_is_truncated_is_not_shown_in_part(int before)
    {
        string body = JsonSerializer.Serialize(new { message = new string('x', before) + " Authorization: Basic " + Header + " end" });
        using StubHandler stub = StubHandler.InTurn(() => StubHandler.Json(body, 400));
        using CompassClient client = Clients.Over(stub);
        Notes notes = new(wantsDetail: true);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x", notes));

        string all = failure + notes.Attempts[0].Detail;
        Assert.DoesNotContain(Header.Substring(0, 8), all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_next_link_that_repeats_the_credentials_is_masked_in_paths_and_errors()
    {
        string link = $"/v1/maintenances?offset=1&auth={Uri.EscapeDataString(Header)}";
        using StubHandler stub = StubHandler.InTurn(
            () => StubHandler.Json(JsonSerializer.Serialize(new { values = Array.Empty<int>(), links = new { next = link } })),
            () => StubHandler.Json(JsonSerializer.Serialize(new { values = Array.Empty<int>(), links = new { next = $"/v1/maintenances/{Header.TrimEnd('=')}?offset=2" } })),
            static () => StubHandler.Status(403));
        using CompassClient client = Clients.Over(stub);
        Notes notes = new(wantsDetail: true);

        CompassApiException failure = await Clients.FailsAsync(
            () => Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All, notes)));

        AssertNoSecret(failure.ToString() + failure.Address + string.Join("\n", notes.Attempts.Select(static attempt => attempt + attempt.Detail)));
        Assert.Contains("auth=***", notes.Attempts[1].Path, StringComparison.Ordinal);
        Assert.EndsWith("/v1/maintenances/***", failure.Address!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:hunter2hunter2@127.0.0.1:1")]
    [InlineData("http://user:pw@127.0.0.1:1")]
    [InlineData("http://user:p%40ss%2Fword-1@127.0.0.1:1")]
    public async Task The_password_of_a_proxy_in_the_environment_is_in_no_error(string proxy)
    {
        string password = proxy.Split(':')[2].Split('@')[0];
        using StubHandler stub = new(_ => throw new HttpRequestException(
            $"The proxy tunnel request to proxy '{proxy}/' failed", new InvalidOperationException(Uri.UnescapeDataString(proxy))));
        Environment.SetEnvironmentVariable("HTTPS_PROXY", proxy);
        CompassApiException failure;
        Notes notes = new(wantsDetail: true);
        try
        {
            using CompassClient client = Clients.Over(stub, options: Clients.Options(new Uri("https://proxied.example.com/"), 0));
            failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x", notes));
        }
        finally
        {
            Environment.SetEnvironmentVariable("HTTPS_PROXY", null);
        }

        string all = failure + string.Concat(notes.Attempts.Select(static attempt => attempt + attempt.Detail));
        Assert.DoesNotContain(":" + password, all, StringComparison.Ordinal);
        Assert.DoesNotContain(":" + Uri.UnescapeDataString(password), all, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", all, StringComparison.Ordinal);
    }

    private static void AssertNoSecret(string text)
    {
        foreach (string secret in (IEnumerable<string>)[Clients.Token, Header, Uri.EscapeDataString(Clients.Token), JsonSerializer.Serialize(Clients.Token).Trim('"')])
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }
}
