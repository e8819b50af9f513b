using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

/// <summary>Checks which problems the connection test finds, and which remedy it reports for each problem.</summary>
public sealed class ConnectionTestTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_connection_test_sends_one_request_for_the_connection_and_one_for_the_team()
    {
        using StubHandler stub = StubHandler.InTurn(() => InOrder(Noon, "r-1"), () => InOrder(Noon, "r-2"));
        using CompassClient client = Clients.Over(stub);
        Notes notes = new();

        ConnectionTest test = await client.TestAsync(Clients.TeamId, static () => Noon, notes);

        Assert.True(test.Succeeded);
        Assert.Equal((ConnectionProblem.None, 200, "r-2"), (test.Problem, test.StatusCode, test.RequestId));
        Assert.Contains("are correct", test.Message, StringComparison.Ordinal);
        Assert.Equal((TimeSpan.Zero, client.BaseAddress), (test.ClockSkew, test.BaseUri));
        Assert.Equal(
            new[] { "GET v1/maintenances?size=1", "GET v1/teams/team-1/heartbeats?size=1" },
            stub.Requests.Select(static request => $"{request.Method} {request.PathAndQuery[Clients.BasePath.Length..]}"));
        Assert.Equal(new[] { "ListGlobalMaintenances", "ListHeartbeats" }, notes.Attempts.Select(static attempt => attempt.Operation));
    }

    [Fact]
    public async Task Lists_with_objects_prove_access_and_the_request_id_is_returned()
    {
        using StubHandler stub = new(static request => request.Path.EndsWith("heartbeats", StringComparison.Ordinal)
            ? StubHandler.Json("""{"values":[{"name":"h"}]}""")
            : With(StubHandler.Json("""{"values":[{"id":"m"}]}""")));
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync(Clients.TeamId);

        Assert.Equal((ConnectionProblem.None, "r-1", null), (test.Problem, test.RequestId, test.Remedy));
        Assert.DoesNotContain("empty", test.Message, StringComparison.Ordinal);

        static HttpResponseMessage With(HttpResponseMessage response)
        {
            response.Headers.TryAddWithoutValidation("X-Request-Id", "r-1");
            return response;
        }
    }

    [Theory]
    [InlineData("[]", "[]", true)]
    [InlineData("""[{"id":"m"}]""", "[]", false)]
    [InlineData("[]", """[{"name":"h"}]""", false)]
    public async Task Empty_lists_do_not_prove_access(string windows, string heartbeats, bool isNoted)
    {
        using StubHandler stub = new(request => StubHandler.Json(
            $$"""{"values":{{(request.Path.EndsWith("heartbeats", StringComparison.Ordinal) ? heartbeats : windows)}}}"""));
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync(Clients.TeamId);

        Assert.True(test.Succeeded);
        Assert.Equal(isNoted, test.Message.Contains("without access", StringComparison.Ordinal));
        Assert.Null(test.Remedy);
    }

    [Theory]
    [InlineData(0, ConnectionProblem.MissingScope, """{"code":401,"message":"Unauthorized; scope does not match"}""", 401)]
    [InlineData(1, ConnectionProblem.MissingScope, """{"code":401,"message":"Unauthorized; scope does not match"}""", 401)]
    [InlineData(0, ConnectionProblem.NotInPlan, """{"message":"Payment Required"}""", 402)]
    [InlineData(1, ConnectionProblem.NotInPlan, """{"message":"Payment Required"}""", 402)]
    public async Task Missing_scopes_and_plans_are_distinguished_from_wrong_credentials(int before, ConnectionProblem problem, string body, int status)
    {
        int sent = 0;
        using StubHandler stub = new(_ => sent++ < before ? StubHandler.Json(Samples.NoValues) : StubHandler.Json(body, status));
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync(Clients.TeamId);

        Assert.Equal((problem, status), (test.Problem, test.StatusCode));
        Assert.Contains(problem == ConnectionProblem.NotInPlan ? "plan" : "scope", test.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_team_one_request_suffices_and_no_observer_is_needed()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json(Samples.NoValues));
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync();

        Assert.True(test.Succeeded);
        Assert.Equal((null, null), (test.ClockSkew, test.RequestId));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task The_latency_is_that_of_the_first_request()
    {
        TestClock clock = new();
        int sent = 0;
        using StubHandler stub = new(_ =>
        {
            clock.Advance(TimeSpan.FromSeconds(Interlocked.Increment(ref sent)));
            return StubHandler.Json(Samples.NoValues);
        });
        using CompassClient client = Clients.Over(stub, clock);

        Assert.Equal(TimeSpan.FromSeconds(1), (await client.TestAsync(Clients.TeamId)).Latency);
    }

    [Theory]
    [InlineData(401, ConnectionProblem.Unauthorized)]
    [InlineData(402, ConnectionProblem.NotInPlan)]
    [InlineData(403, ConnectionProblem.Forbidden)]
    [InlineData(407, ConnectionProblem.ProxyInBetween)]
    [InlineData(408, ConnectionProblem.Timeout)]
    [InlineData(302, ConnectionProblem.ProxyInBetween)]
    [InlineData(429, ConnectionProblem.ServiceUnavailable)]
    [InlineData(500, ConnectionProblem.ServiceUnavailable)]
    [InlineData(503, ConnectionProblem.ServiceUnavailable)]
    [InlineData(400, ConnectionProblem.Unexpected)]
    [InlineData(405, ConnectionProblem.Unexpected)]
    public async Task An_error_status_is_diagnosed_after_a_single_request(int status, ConnectionProblem problem)
    {
        using StubHandler stub = StubHandler.InTurn(() => StubHandler.Status(status, ("X-Request-Id", "r-7")));
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync(Clients.TeamId);

        Assert.False(test.Succeeded);
        Assert.Equal((problem, status, "r-7"), (test.Problem, test.StatusCode, test.RequestId));
        Assert.StartsWith("ListGlobalMaintenances: ", test.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(test.Remedy));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task An_HTML_page_is_diagnosed_as_a_proxy_whatever_its_status()
    {
        foreach (int status in new[] { 200, 401, 403, 404, 503 })
        {
            using StubHandler stub = StubHandler.InTurn(() => StubHandler.Json("<html>Sign in</html>", status));
            using CompassClient client = Clients.Over(stub);

            Assert.Equal(ConnectionProblem.ProxyInBetween, (await client.TestAsync()).Problem);
        }
    }

    [Theory]
    [InlineData("""{"hello":"world"}""", 16 * 1024 * 1024)]
    [InlineData("not json", 16 * 1024 * 1024)]
    [InlineData("""{"values":[],"x":"xxxxxxxxxxxxxxxxxxxx"}""", 10)]
    public async Task A_response_without_the_services_format_is_diagnosed_as_a_response_of_a_proxy(string body, long bytes)
    {
        using StubHandler stub = StubHandler.InTurn(() => StubHandler.Json(body));
        using CompassClient client = Clients.Over(stub, options: Clients.Options(new Uri("https://stub.example.com/"), bytes: bytes));

        ConnectionTest test = await client.TestAsync();

        Assert.Equal(ConnectionProblem.ProxyInBetween, test.Problem);
        Assert.Contains("stub.example.com", test.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"values\":[", ConnectionProblem.NotReachable)]
    [InlineData("<html><body>Please", ConnectionProblem.ProxyInBetween)]
    public async Task A_truncated_response_is_a_network_problem_unless_it_is_HTML(string body, ConnectionProblem problem)
    {
        using RawServer server = new(_ => RawServer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + body));
        using CompassClient client = server.Client();

        Assert.Equal(problem, (await client.TestAsync()).Problem);
    }

    [Theory]
    [InlineData(ConnectionProblem.NameNotResolved)]
    [InlineData(ConnectionProblem.Tls)]
    [InlineData(ConnectionProblem.Refused)]
    [InlineData(ConnectionProblem.NotReachable)]
    public async Task A_failed_connection_is_diagnosed_by_its_cause(ConnectionProblem problem)
    {
        HttpRequestException thrown = problem switch
        {
            ConnectionProblem.NameNotResolved => new(HttpRequestError.NameResolutionError, "x", new SocketException((int)SocketError.HostNotFound)),
            ConnectionProblem.Tls => new(HttpRequestError.SecureConnectionError, "x", new AuthenticationException("untrusted")),
            ConnectionProblem.Refused => new(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused)),
            _ => new(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.NetworkUnreachable)),
        };
        using StubHandler stub = new(_ => throw thrown);
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync(Clients.TeamId);

        Assert.Equal((problem, null), (test.Problem, test.StatusCode));
        Assert.False(string.IsNullOrWhiteSpace(test.Remedy));
        Assert.Single(stub.Requests);
    }

    // This test does not run on .NET Framework, which reports a rejected proxy connection as a WebException.
    [Trait("NetFramework", "differs")]
    [Fact]
    public async Task A_blocking_proxy_is_diagnosed_as_a_proxy()
    {
        using StubHandler stub = new(_ => throw new HttpRequestException(HttpRequestError.ProxyTunnelError, "x"));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal(ConnectionProblem.ProxyInBetween, (await client.TestAsync()).Problem);
    }

    [Theory]
    [InlineData(CompassProduct.Compass, true, "JiraServiceManagement")]
    [InlineData(CompassProduct.JiraServiceManagement, true, "Compass")]
    [InlineData(CompassProduct.Compass, false, null)]
    [InlineData(CompassProduct.JiraServiceManagement, false, null)]
    public async Task After_404_the_other_products_address_is_tried(CompassProduct product, bool isThere, string? remedy)
    {
        string other = product == CompassProduct.Compass ? "/jsm/ops/api/cloud-1/v1/maintenances" : Clients.BasePath + "v1/maintenances";
        using StubHandler stub = new(request => isThere && request.Path == other ? InOrder(Noon, "r-2") : StubHandler.Status(404));
        CompassClientOptions given = Clients.Options(new Uri("https://product.example.com/"));
        using CompassClient client = Clients.Over(stub, options: new CompassClientOptions
        {
            BaseUri = given.BaseUri,
            CloudId = given.CloudId,
            UserName = given.UserName,
            Token = given.Token,
            Product = product,
        });

        ConnectionTest test = await client.TestAsync(Clients.TeamId);

        Assert.Equal((isThere ? ConnectionProblem.WrongProduct : ConnectionProblem.WrongCloudId, 404), (test.Problem, test.StatusCode));
        Assert.Contains(remedy is null ? "Check the cloudId" : $"uses {remedy}.", test.Remedy, StringComparison.Ordinal);
        Assert.Equal(other, stub.Requests[^1].Path);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData(404, ConnectionProblem.WrongTeam)]
    [InlineData(403, ConnectionProblem.Forbidden)]
    public async Task A_missing_team_is_distinguished_from_a_missing_cloud(int status, ConnectionProblem problem)
    {
        using StubHandler stub = StubHandler.InTurn(() => InOrder(Noon, "r-1"), () => StubHandler.Status(status, ("X-Request-Id", "r-2")));
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync(Clients.TeamId, static () => Noon.AddHours(1));

        Assert.Equal((problem, status, "r-2"), (test.Problem, test.StatusCode, test.RequestId));
        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData(60, true, null)]
    [InlineData(-60, true, null)]
    [InlineData(61, false, "61 s ahead of")]
    [InlineData(-90, false, "90 s behind")]
    public async Task A_clock_skew_of_more_than_a_minute_is_a_problem(int seconds, bool tolerated, string? says)
    {
        using StubHandler stub = StubHandler.InTurn(() => InOrder(Noon, "r-1"));
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync(null, () => Noon.AddSeconds(seconds));

        Assert.Equal(tolerated ? ConnectionProblem.None : ConnectionProblem.ClockSkew, test.Problem);
        Assert.Equal(TimeSpan.FromSeconds(seconds), test.ClockSkew);
        Assert.Equal(200, test.StatusCode);
        Assert.Contains(says ?? "are correct", test.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_skew_compares_the_first_response_with_one_reading_of_the_local_clock()
    {
        int asked = 0;
        using StubHandler stub = StubHandler.InTurn(() => InOrder(Noon, "r-1"), () => InOrder(Noon.AddMinutes(5), "r-2"));
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync(Clients.TeamId, () => Noon.AddSeconds(++asked));

        Assert.Equal((TimeSpan.FromSeconds(1), 1), (test.ClockSkew, asked));
    }

    [Fact]
    public async Task The_default_clock_is_the_clock_of_the_machine()
    {
        using StubHandler stub = StubHandler.InTurn(() => InOrder(DateTimeOffset.UtcNow.AddDays(-2), "r-1"));
        using CompassClient client = Clients.Over(stub);

        ConnectionTest test = await client.TestAsync();

        Assert.Equal(ConnectionProblem.ClockSkew, test.Problem);
        Assert.InRange(test.ClockSkew!.Value.TotalDays, 1.9, 2.1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_observer_gets_the_detail_only_if_it_wants_details(bool wanted)
    {
        using StubHandler stub = StubHandler.InTurn(() => InOrder(Noon, "r-1"));
        using CompassClient client = Clients.Over(stub);
        Notes notes = new(wanted);

        await client.TestAsync(null, static () => Noon, notes);

        Assert.Equal(wanted, Assert.Single(notes.Attempts).Detail is not null);
    }

    [Theory]
    [InlineData(ConnectionProblem.NameNotResolved)]
    [InlineData(ConnectionProblem.Refused)]
    [InlineData(ConnectionProblem.NotReachable)]
    [InlineData(ConnectionProblem.Timeout)]
    [InlineData(ConnectionProblem.ProxyInBetween)]
    public void Remedies_mention_the_proxy_that_is_in_use(ConnectionProblem problem)
    {
        string? remedy = Diagnosis.Remedy(problem, "host.example.com", CompassProduct.Compass, "proxy.example.com:3128");

        Assert.Contains("the proxy proxy.example.com:3128", remedy, StringComparison.Ordinal);
        Assert.Contains("host.example.com", remedy, StringComparison.Ordinal);
    }

    // This test does not run on .NET Framework, where the error has another message.
    [Trait("NetFramework", "differs")]
    [Fact]
    public async Task The_error_contains_the_proxy_that_refuses_connections()
    {
        TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        string proxy = closed.LocalEndpoint.ToString()!;
        closed.Stop();
        using CompassClient client = new(new CompassClientOptions
        {
            BaseUri = new Uri("https://service.example.com/"),
            CloudId = Clients.CloudId,
            UserName = Clients.Email,
            Token = Clients.Secure(Clients.Token),
            Proxy = new Uri("http://" + proxy),
        });

        ConnectionTest test = await client.TestAsync();

        Assert.Equal(ConnectionProblem.Refused, test.Problem);
        Assert.Contains(proxy, test.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://proxy:3128/", false, "https://service.example.com/", "http://proxy:3128/")]
    [InlineData("http://proxy:3128/", true, "https://service.example.com/", null)]
    [InlineData("http://proxy:3128/", false, "http://127.0.0.1:8080/", null)]
    [InlineData("http://127.0.0.1:3128/", false, "http://127.0.0.1:8080/", "http://127.0.0.1:3128/")]
    [InlineData(null, false, "http://127.0.0.1:8080/", null)]
    public void The_proxy_in_use_is_found(string? proxy, bool noProxy, string origin, string? through) => Assert.Equal(
        through, HandlerFactory.ProxyFor(proxy is null ? null : new Uri(proxy), noProxy, new Uri(origin))?.AbsoluteUri);

    [Fact]
    public void Every_problem_has_a_remedy_of_its_own()
    {
        string?[] remedies = Enum.GetValues(typeof(ConnectionProblem)).Cast<ConnectionProblem>()
            .Select(static problem => Diagnosis.Remedy(problem, "host.example.com", CompassProduct.Compass)).ToArray();

        Assert.Null(remedies[0]);
        Assert.All(remedies.Skip(1), static remedy => Assert.False(string.IsNullOrWhiteSpace(remedy)));
        Assert.Equal(remedies.Length, remedies.Distinct().Count());
        Assert.All(
            new[]
            {
                ConnectionProblem.NameNotResolved, ConnectionProblem.Refused, ConnectionProblem.NotReachable, ConnectionProblem.Timeout,
                ConnectionProblem.ProxyInBetween,
            },
            problem => Assert.Contains("host.example.com", remedies[(int)problem], StringComparison.Ordinal));
    }

    private static HttpResponseMessage InOrder(DateTimeOffset time, string requestId)
    {
        HttpResponseMessage response = StubHandler.Json(Samples.NoValues, (int)HttpStatusCode.OK);
        response.Headers.Date = time;
        response.Headers.TryAddWithoutValidation("X-Request-Id", requestId);
        return response;
    }
}
