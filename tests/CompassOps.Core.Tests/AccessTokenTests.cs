using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>Checks how the client requests, renews and shares access tokens.</summary>
public sealed class AccessTokenTests
{
    private const string Secret = "client-secret-0815-very-secret";
    private static readonly string[] Three = ["token-number-1", "token-number-2", "token-number-3"];

    [Fact]
    public async Task A_client_gets_one_token_and_signs_every_request_with_it()
    {
        Authority authority = new();
        using CompassClient client = Open(authority);

        await client.ListTeamsAsync();
        await client.DeleteHeartbeatAsync("t", "h");

        Assert.Equal(new[] { "", Three[0], Three[0] }, authority.Tokens);
        ReceivedRequest issue = authority.Stub.Requests[0];
        Assert.Equal("https://auth.example.com/oauth/token", issue.Address.AbsoluteUri);
        Assert.Equal($$"""{"grant_type":"client_credentials","client_id":"client-1","client_secret":"{{Secret}}"}""", issue.Body);
        Assert.False(issue.Headers.ContainsKey("Authorization"));
        Assert.StartsWith("application/json", issue.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3600, 3539, 1)]
    [InlineData(3600, 3541, 2)]
    [InlineData(100, 89, 1)]
    [InlineData(100, 91, 2)]
    public async Task A_token_is_renewed_a_minute_or_a_tenth_of_its_lifetime_before_it_expires(int lifetime, int later, int issued)
    {
        Authority authority = new() { Lifetime = $"{lifetime}" };
        TestClock clock = new();
        using CompassClient client = Open(authority, clock);
        await client.ListTeamsAsync();
        clock.Advance(TimeSpan.FromSeconds(later));
        await client.ListTeamsAsync();

        Assert.Equal(issued, authority.Issued);
        Assert.Equal(Three[issued - 1], authority.Tokens[^1]);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(-3600)]
    public async Task A_token_with_an_extreme_lifetime_or_a_changed_clock_causes_one_renewal_for_each_request(double seconds)
    {
        Authority authority = new() { Lifetime = seconds > 0 ? $"{seconds}" : "3600" };
        TestClock clock = new();
        using CompassClient client = Open(authority, clock);
        for (int i = 0; i < 2; i++)
        {
            await client.ListTeamsAsync();
            clock.Advance(TimeSpan.FromSeconds(Math.Abs(seconds)));
        }

        Assert.Equal(new[] { "", Three[0], "", Three[1] }, authority.Tokens);
    }

    [Fact]
    public async Task A_request_with_retries_does_not_share_the_token_request_of_a_connection_test()
    {
        using ManualResetEventSlim open = new();
        int asked = 0;
        Authority authority = new()
        {
            Before = open.Wait,
            Fails = () => Interlocked.Increment(ref asked) == 1 ? StubHandler.Status(503) : null,
        };
        using CompassClient client = Open(authority);
        Task<ConnectionTest> test = client.TestAsync();
        Task<IReadOnlyList<Team>> list = client.ListTeamsAsync();
        open.Set();

        Assert.Equal(ConnectionProblem.AuthorityFailed, (await test).Problem);
        Assert.Empty(await list);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_replaced_secret_is_reported_when_the_token_has_expired()
    {
        Authority authority = new();
        TestClock clock = new();
        using CompassClient client = Open(authority, clock);
        await client.ListTeamsAsync();
        authority.Fails = static () => Challenged("""{"error":"access_denied"}""", null);

        clock.Advance(TimeSpan.FromMinutes(59.5));
        await client.ListTeamsAsync();
        clock.Advance(TimeSpan.FromMinutes(1));
        CompassApiException failure = await Clients.FailsAsync(() => client.ListTeamsAsync());

        Assert.Equal((CompassErrorKind.Unauthorized, "IssueToken"), (failure.Kind, failure.Operation));
        Assert.Contains("connect again with the new secret", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(new[] { "", Three[0], "", Three[0], "" }, authority.Tokens);
    }

    [Fact]
    public async Task A_failed_renewal_of_a_valid_token_is_not_retried_immediately_and_the_token_is_used()
    {
        Authority authority = new() { Lifetime = "100" };
        TestClock clock = new();
        using CompassClient client = Open(authority, clock);
        await client.ListTeamsAsync();
        authority.Fails = static () => StubHandler.Status(503);
        clock.Advance(TimeSpan.FromSeconds(91));

        await client.ListTeamsAsync();
        await client.ListTeamsAsync();
        Assert.Equal(new[] { "", Three[0], "", Three[0], Three[0] }, authority.Tokens);

        clock.Advance(TimeSpan.FromSeconds(10));
        CompassApiException failure = await Clients.FailsAsync(() => client.ListTeamsAsync());
        Assert.Equal((CompassErrorKind.ServiceError, "IssueToken", 503), (failure.Kind, failure.Operation, failure.StatusCode));
        Assert.Contains("the authority failed (503)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public async Task A_refused_token_is_replaced_once_and_the_request_is_sent_again(int retries)
    {
        Authority authority = new();
        authority.Refuse(Three[0]);
        using CompassClient client = Open(authority, retries: retries);
        Notes notes = new();

        Heartbeat created = await client.CreateHeartbeatAsync("t", new HeartbeatCreate { Name = "h", Interval = 5, IntervalUnit = "minutes" }, notes);

        Assert.Equal("h", created.Name);
        Assert.Equal(new[] { "", Three[0], "", Three[1] }, authority.Tokens);
        Assert.Empty(notes.Waits);
    }

    [Fact]
    public async Task A_request_is_not_sent_again_if_the_new_token_is_also_rejected()
    {
        Authority authority = new();
        authority.Refuse(Three);
        using CompassClient client = Open(authority);

        CompassApiException failure = await Clients.FailsAsync(() => client.ListTeamsAsync());

        Assert.Equal(new[] { "", Three[0], "", Three[1] }, authority.Tokens);
        Assert.Equal(CompassErrorKind.Unauthorized, failure.Kind);
        Assert.Contains("rejects the access token of the client client-1 (401)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, """{"code":401,"message":"Unauthorized; scope does not match"}""", null)]
    [InlineData(401, """{"message":"no"}""", "Bearer error=\"insufficient_scope\"")]
    [InlineData(401, """{"message":"no"}""", "Negotiate", "Bearer error=\"insufficient_scope\"")]
    [InlineData(403, """{"message":"no"}""", "Bearer error=\"insufficient_scope\"")]
    [InlineData(403, """{"error":"insufficient_scope","error_description":"no"}""", null)]
    public async Task A_missing_scope_causes_no_token_renewal(int status, string body, string? challenge, string? second = null)
    {
        Authority authority = new() { Answers = _ => Challenged(body, challenge, second, status) };
        using CompassClient client = Open(authority);

        CompassApiException failure = await Clients.FailsAsync(() => client.DeleteHeartbeatAsync("t", "h"));

        Assert.Equal(new[] { "", Three[0] }, authority.Tokens);
        Assert.Equal(CompassErrorKind.MissingScope, failure.Kind);
        Assert.Contains("delete:ops-config:jira-service-management", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_requests_in_flight_share_one_renewal_and_one_failure()
    {
        using ManualResetEventSlim open = new();
        Authority authority = new() { Before = open.Wait };
        using CompassClient client = Open(authority);
        Task<IReadOnlyList<Team>>[] calls = Enumerable.Range(0, 20).Select(_ => client.ListTeamsAsync()).ToArray();
        open.Set();
        await Task.WhenAll(calls);
        Assert.Equal(1, authority.Issued);

        open.Reset();
        authority.Refuse(Three[0]);
        authority.Fails = static () => Challenged("""{"error":"access_denied","error_description":"Unauthorized"}""", null);
        calls = Enumerable.Range(0, 20).Select(_ => client.ListTeamsAsync()).ToArray();
        open.Set();
        string[] messages = await Task.WhenAll(calls.Select(static async call => (await Clients.FailsAsync(() => call)).Message));
        Assert.Single(messages.Distinct());
        Assert.Contains("the authority auth.example.com rejects the client id and the client secret (401)", messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_does_not_end_the_token_renewal_of_other_requests()
    {
        using ManualResetEventSlim open = new();
        Authority authority = new() { Before = open.Wait };
        using CompassClient client = Open(authority);
        using CancellationTokenSource stop = new();
        Task first = client.ListTeamsAsync(null, stop.Token);
        Task<IReadOnlyList<Team>> second = client.ListTeamsAsync();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        open.Set();
        await second;
        Assert.Equal(1, authority.Issued);
    }

    [Theory]
    [InlineData("{}", "no access_token")]
    [InlineData("""{"access_token":""}""", "no access_token")]
    [InlineData("""{"access_token":7}""", "no access_token")]
    [InlineData("""{"access_token":"a\r\nX-Evil: 1"}""", "HTTP header does not allow")]
    [InlineData("""{"access_token":"abcdefgh","token_type":"mac"}""", "not Bearer")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":-1}""", "expires_in")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":"soon"}""", "expires_in")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":0}""", "expires_in")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":"1,000"}""", "expires_in")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":"NaN"}""", "expires_in")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":true}""", "expires_in")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":{}}""", "expires_in")]
    [InlineData("""{"access_token":"abcd efgh"}""", "HTTP header does not allow")]
    [InlineData("""{"access_token":"abcdefgh\u00FC"}""", "HTTP header does not allow")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("nonsense", "cannot be read")]
    [InlineData("<html>log in</html>", "web page")]
    [InlineData("", "empty")]
    public async Task A_response_without_a_valid_token_is_an_error_of_the_authority(string body, string says)
    {
        Authority authority = new() { Fails = () => StubHandler.Json(body) };
        using CompassClient client = Open(authority);

        CompassApiException failure = await Clients.FailsAsync(() => client.ListTeamsAsync());

        Assert.Equal((CompassErrorKind.InvalidResponse, "IssueToken"), (failure.Kind, failure.Operation));
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefgh", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(ConnectionProblem.AuthorityFailed, (await client.TestAsync()).Problem);
    }

    [Theory]
    [InlineData("""{"access_token":"abcdefgh"}""")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":null,"token_type":"bearer","scope":"x","new":{}}""")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":"3600"}""")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":1e300}""")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":1000000000000}""")]
    [InlineData("""{"access_token":"abcdefgh","expires_in":59.5}""")]
    [InlineData("""{"access_token":"abcdefgh","token_type":{},"expires_in":null}""")]
    public async Task A_token_response_with_missing_or_unusual_fields_is_accepted(string body)
    {
        Authority authority = new() { Fails = () => StubHandler.Json(body) };
        using CompassClient client = Open(authority);

        await client.ListTeamsAsync();

        Assert.Equal("abcdefgh", authority.Tokens[^1]);
    }

    [Theory]
    [InlineData("The access token expired.", ConnectionProblem.TokenExpired, "has expired")]
    [InlineData("The access token was revoked.", ConnectionProblem.TokenRevoked, "was revoked")]
    [InlineData("The access token is unknown.", ConnectionProblem.Unauthorized, "rejects the access token")]
    public async Task The_connection_test_distinguishes_expired_and_revoked_tokens(string description, ConnectionProblem problem, string says)
    {
        using StubHandler stub = new(_ => Challenged("""{"message":"Unauthorized"}""", $"Bearer error=\"invalid_token\", error_description=\"{description}\""));
        using CompassClient client = Clients.Over(stub, options: Options(null) with { AccessToken = Clients.Secure("fixed-token-77") });

        ConnectionTest test = await client.TestAsync();

        Assert.Equal((problem, 401), (test.Problem, test.StatusCode));
        Assert.Contains(says, test.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("e-mail", test.Remedy, StringComparison.Ordinal);
        Assert.Equal("Bearer fixed-token-77", Assert.Single(stub.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task The_connection_test_distinguishes_a_wrong_secret_from_an_unreachable_authority_with_one_attempt()
    {
        foreach ((Func<HttpResponseMessage?> fails, ConnectionProblem problem) in new[]
        {
            (static () => Challenged("""{"error":"access_denied"}""", null), ConnectionProblem.ClientRejected),
            (static () => StubHandler.Json("""{"error":"invalid_client"}""", 400), ConnectionProblem.ClientRejected),
            (StubHandler.Refused, ConnectionProblem.AuthorityUnreachable),
            ((Func<HttpResponseMessage?>)(static () => StubHandler.Status(503)), ConnectionProblem.AuthorityFailed),
        })
        {
            Authority authority = new() { Fails = fails };
            using CompassClient client = Open(authority);
            Assert.Equal(problem, (await client.TestAsync()).Problem);
            Assert.Single(authority.Tokens);
        }
    }

    [Fact]
    public async Task No_secret_is_in_a_report_to_an_observer_or_in_an_error()
    {
        Authority authority = new();
        using CompassClient client = Open(authority, retries: 0);
        Notes notes = new(wantsDetail: true);
        await client.ListTeamsAsync(notes);
        authority.Answers = seen => StubHandler.Json($$"""{"message":"no {{Three[0]}} {{Secret}} good"}""", 403);
        CompassApiException failure = await Clients.FailsAsync(() => client.ListTeamsAsync(notes));
        authority.Refuse(Three[0]);
        authority.Answers = null;
        authority.Fails = static () => StubHandler.Json($$"""{"error":"denied","error_description":"{{Secret}}"}""", 401);
        CompassApiException denied = await Clients.FailsAsync(() => client.ListTeamsAsync(notes));

        string all = string.Join("\n", notes.Attempts.Select(static attempt => $"{attempt} {attempt.Detail}")) + failure + denied;
        Assert.Contains("IssueToken", all, StringComparison.Ordinal);
        Assert.Contains("no *** *** good", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Three[0], all, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, all, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_that_cannot_be_used_are_refused_when_the_client_is_created()
    {
        CompassClientOptions none = Options(null);
        foreach ((CompassClientOptions options, string says) in new[]
        {
            (none with { AccessToken = Clients.Secure("t"), Product = CompassProduct.Compass }, "Forge and OAuth2 apps cannot access"),
            (WithClient(none) with { Product = CompassProduct.Compass }, "Forge and OAuth2 apps cannot access"),
            (WithClient(none) with { AccessToken = Clients.Secure("t") }, "More than one type of credentials"),
            (none with { AccessToken = Clients.Secure("t"), UserName = Clients.Email, Token = Clients.Secure("t") }, "More than one type of credentials"),
            (WithClient(none) with { Token = Clients.Secure("t") }, "More than one type of credentials"),
            (none with { ClientId = "c" }, "Only one of the client id and the client secret"),
            (none with { ClientSecret = Clients.Secure("c") }, "Only one of the client id and the client secret"),
            (none with { AccessToken = Clients.Secure("") }, "is empty"),
            (none with { AccessToken = Clients.Secure("Bearer abc") }, "without 'Bearer'"),
            (none with { AccessToken = Clients.Secure("abc\n") }, "line break"),
            (WithClient(none) with { ClientSecret = Clients.Secure("abc\n") }, "client secret contains a line break"),
            (WithClient(none) with { ClientId = "" }, "client id is empty"),
            (WithClient(none) with { AuthorityUri = new Uri("http://auth.example.com/") }, "does not begin with https"),
            (WithClient(none) with { AuthorityUri = new Uri("https://auth.example.com/oauth/token") }, "has a path"),
            (none with { AccessToken = Clients.Secure("t"), AuthorityUri = new Uri("https://auth.example.com/") }, "without a client id"),
        })
        {
            Assert.Contains(says, Assert.Throws<CompassArgumentException>(() => new CompassClient(options)).Message, StringComparison.Ordinal);
        }
    }

    private static CompassClient Open(Authority authority, TestClock? clock = null, int retries = 2) =>
        Clients.Over(authority.Stub, clock, WithClient(Options(null)) with { MaximumRetryCount = retries });

    private static CompassClientOptions WithClient(CompassClientOptions options) => options with
    {
        ClientId = "client-1",
        ClientSecret = Clients.Secure(Secret),
        AuthorityUri = new Uri("https://auth.example.com/"),
    };

    private static CompassClientOptions Options(Uri? baseUri) => Clients.Options(baseUri) with
    {
        UserName = "",
        Token = null,
        Product = CompassProduct.JiraServiceManagement,
    };

    private static HttpResponseMessage Challenged(string body, string? challenge, string? second = null, int status = 401)
    {
        HttpResponseMessage response = StubHandler.Json(body, status);
        foreach (string one in new[] { challenge, second }.OfType<string>())
        {
            Assert.True(response.Headers.TryAddWithoutValidation("WWW-Authenticate", one));
        }

        return response;
    }

    /// <summary>A simulated service that also issues access tokens.</summary>
    private sealed class Authority
    {
        private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
        private int _issued;

        public Authority() => Stub = new StubHandler(Answer);

        public StubHandler Stub { get; }

        public string Lifetime { get; init; } = "3600";

        public Action? Before { get; init; }

        public Func<HttpResponseMessage?>? Fails { get; set; }

        public Func<ReceivedRequest, HttpResponseMessage>? Answers { get; set; }

        public int Issued => _issued;

        /// <summary>
        /// The access token that each request contains. For a request without an access token, such as a token request, the value is an
        /// empty string.
        /// </summary>
        public string[] Tokens => Stub.Requests
            .Select(static seen => seen.Headers.TryGetValue("Authorization", out string? header) ? header.Replace("Bearer ", "", StringComparison.Ordinal) : "").ToArray();

        public void Refuse(params string[] tokens) => _refused.UnionWith(tokens);

        private HttpResponseMessage Answer(ReceivedRequest seen)
        {
            if (seen.Path == "/oauth/token")
            {
                Before?.Invoke();
                return Fails?.Invoke() ?? StubHandler.Json(
                    $$"""{"access_token":"{{Three[Interlocked.Increment(ref _issued) - 1]}}","expires_in":{{Lifetime}},"token_type":"Bearer","scope":"x"}""");
            }

            return _refused.Contains(seen.Headers["Authorization"].Replace("Bearer ", "", StringComparison.Ordinal)) ? StubHandler.Status(401)
                : Answers?.Invoke(seen) ?? StubHandler.Json(seen.Method == "POST" ? seen.Body : "[]");
        }
    }
}
