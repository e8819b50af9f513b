using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;
using CompassOps.Retry;
using CompassOps.Secrets;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks the time limits and access tokens of requests, the HTTP method of pings, and the validation of arguments before a request is
/// sent.
/// </summary>
public sealed class TransportTests
{
    private static readonly Uri Base = new("https://api.example.com/");

    [Theory]
    [InlineData(20_000, 10, "0.01")]
    [InlineData(10, 20_000, "0.01")]
    [InlineData(10, 10, "0.01")]
    public async Task An_attempt_ends_at_its_timeout_or_at_the_time_limit_of_the_operation(int timeout, int left, string seconds)
    {
        TestClock clock = new();
        using Transport transport = Open(new Endpoint(answer: null), clock, timeout: timeout);

        CompassApiException failure = await Clients.FailsAsync(() => SendAsync(transport, deadline: clock.Elapsed + TimeSpan.FromMilliseconds(left)));

        Assert.Equal(CompassErrorKind.Timeout, failure.Kind);
        Assert.Contains($"no complete response within {seconds} s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_whose_access_token_comes_after_the_time_limit_times_out()
    {
        TestClock clock = new();
        Passport passport = new() { OnGet = () => clock.Advance(TimeSpan.FromMinutes(5)) };
        using Transport transport = Open(new Endpoint(answer: null), clock, passport);

        CompassApiException failure = await Clients.FailsAsync(() => SendAsync(transport));

        Assert.Equal((CompassErrorKind.Timeout, 1), (failure.Kind, failure.Attempts));
    }

    [Fact]
    public async Task A_refused_access_token_counts_neither_as_a_retry_nor_as_throttling()
    {
        TestClock clock = new() { Fixed = 1 };
        int sent = 0;
        using Transport transport = Open(new Endpoint(() => StubHandler.Status(++sent == 1 ? 401 : sent == 2 ? 502 : 200)), clock, new Passport(), retries: 1);

        Assert.True(await SendAsync(transport));

        Assert.Equal((3, 0), (sent, transport.Throttles));
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Single(clock.Waits));
    }

    [Fact]
    public async Task If_a_pause_begins_between_two_attempts_and_exceeds_the_time_limit_the_last_failure_is_reported()
    {
        TestClock clock = new();
        int sent = 0;
        using Transport transport = Open(
            new Endpoint(() => ++sent == 1 ? StubHandler.Status(502) : StubHandler.Status(429, ("Retry-After", "30"))), clock);
        clock.OnWait = _ => Clients.FailsAsync(() => SendAsync(transport, isSentOnce: true)).GetAwaiter().GetResult();

        CompassApiException failure = await Clients.FailsAsync(() => SendAsync(transport, deadline: clock.Elapsed + TimeSpan.FromSeconds(20)));

        Assert.Equal((CompassErrorKind.ServiceError, 502, 1), (failure.Kind, failure.StatusCode, failure.Attempts));
        Assert.Equal((2, 1), (sent, transport.Throttles));
    }

    [Fact]
    public void Closing_the_transport_releases_its_handler_and_its_credentials()
    {
        Endpoint endpoint = new(answer: null);
        Passport passport = new();

        Open(endpoint, new TestClock(), passport).Dispose();

        Assert.Equal((true, true), (endpoint.IsDisposed, passport.IsDisposed));
    }

    [Fact]
    public async Task A_request_that_would_pause_beyond_its_time_limit_is_not_sent()
    {
        TestClock clock = new() { Fixed = 0.9 };
        CompassClient client = null!;
        using StubHandler stub = new(request =>
        {
            if (request.Method != "GET")
            {
                return StubHandler.Status(429, ("Retry-After", "30"));
            }

            // Before the stub returns its response, another request of the same connection is throttled.
            clock.Advance(TimeSpan.FromSeconds(2));
            Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "other", false)).GetAwaiter().GetResult();
            return StubHandler.Json("""{"values":[{"name":"h"}]}""");
        });
        using CompassClient held = client = Clients.Over(
            stub, clock, Clients.Options(new Uri("https://held.example.com/"), 0, TimeSpan.FromSeconds(1)));

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", verify: true));

        Assert.Equal((CompassErrorKind.Throttled, "PingHeartbeat", 0, null), (failure.Kind, failure.Operation, failure.Attempts, failure.StatusCode));
        Assert.Contains("ends after the time limit of the operation", failure.Message, StringComparison.Ordinal);
        Assert.Contains("fewer requests", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(2, stub.Requests.Count);
        Assert.Empty(clock.Waits);
    }

    [Fact]
    public async Task A_request_is_not_sent_after_its_time_limit()
    {
        TestClock clock = new();
        using StubHandler stub = new(request =>
        {
            clock.Advance(TimeSpan.FromMinutes(10));
            return StubHandler.Json("""{"values":[{"name":"h"}]}""");
        });
        using CompassClient client = Clients.Over(stub, clock);

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", verify: true));

        Assert.Equal((CompassErrorKind.Timeout, "PingHeartbeat", 0), (failure.Kind, failure.Operation, failure.Attempts));
        Assert.Contains("before the request could be sent", failure.Message, StringComparison.Ordinal);
        Assert.Contains("increase the timeout", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal("GET", Assert.Single(stub.Requests).Method);
    }

    [Theory]
    [InlineData(0, 0, 25)]
    [InlineData(1, 5, 30)]
    [InlineData(4, 0, 100)]
    [InlineData(4, 30, 250)]
    public void An_operation_takes_at_most_one_timeout_and_one_delay_per_attempt(int retries, int longest, int seconds)
    {
        using StubHandler stub = new(static _ => StubHandler.Json("{}"));
        TimeSpan timeout = TimeSpan.FromSeconds(longest == 0 ? seconds / (retries + 1.0) : (seconds / (retries + 1.0)) - longest);
        using CompassClient client = Clients.Over(stub, options: Clients.Options(
            new Uri("https://bound.example.com/"), retries, timeout, longest: TimeSpan.FromSeconds(longest)));

        Assert.Equal(TimeSpan.FromSeconds(seconds), client.MaximumCallTime);
    }

    [Theory]
    [InlineData(222, 1)]
    [InlineData(224, 0)]
    public async Task A_delay_that_would_exceed_the_time_limit_does_not_start(int taken, int waits)
    {
        TestClock clock = new() { Fixed = 0.9 };
        using StubHandler stub = new(_ =>
        {
            clock.Advance(TimeSpan.FromSeconds(taken));
            return StubHandler.Status(500);
        });
        using CompassClient client = Clients.Over(stub, clock, Clients.Options(
            new Uri("https://wait.example.com/"), interval: TimeSpan.FromSeconds(30)));

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Equal((CompassErrorKind.ServiceError, 500), (failure.Kind, failure.StatusCode));
        Assert.Equal(waits, clock.Waits.Count);
        Assert.Equal(waits + 1, stub.Requests.Count);
    }

    [Fact]
    public async Task An_operation_that_runs_out_of_time_reports_its_last_failure()
    {
        TestClock clock = new() { Fixed = 0 };
        using StubHandler stub = new(_ =>
        {
            clock.Advance(TimeSpan.FromSeconds(250));
            return StubHandler.Status(502);
        });
        using CompassClient client = Clients.Over(stub, clock);

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Equal((CompassErrorKind.ServiceError, 502, 1), (failure.Kind, failure.StatusCode, failure.Attempts));
    }

    [Fact]
    public async Task A_throttled_request_waits_once_and_not_twice()
    {
        TestClock clock = new() { Fixed = 0 };
        using StubHandler stub = StubHandler.InTurn(
            static () => StubHandler.Status(503, ("Retry-After", "10")), static () => StubHandler.Json(Samples.Pong));
        using CompassClient client = Clients.Over(stub, clock);

        await client.PingHeartbeatAsync("t", "h", false);

        Assert.Equal(10, clock.Waits.Single().TotalSeconds, 3);
    }

    [Fact]
    public async Task A_ping_reports_its_time_and_duration()
    {
        TestClock clock = new();
        using StubHandler stub = new(request =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            return StubHandler.Json(request.Method == "GET" ? """{"values":[{"name":"h"}]}""" : "{}");
        });
        using CompassClient client = Clients.Over(stub, clock);
        DateTimeOffset before = DateTimeOffset.UtcNow;

        HeartbeatPing ping = await client.PingHeartbeatAsync("t", "h", verify: true);

        Assert.Equal(TimeSpan.FromSeconds(3), ping.Duration);
        Assert.InRange(ping.SentAt, before, DateTimeOffset.UtcNow);
        Assert.Null(ping.Message);
        Assert.True(ping.Verified);
        Assert.False((await client.PingHeartbeatAsync("t", "h", verify: false)).Verified);
    }

    [Fact]
    public async Task The_ping_method_is_detected_again_when_it_changes()
    {
        string right = "GET";
        using StubHandler stub = new(request => request.Method == right ? StubHandler.Json(Samples.Pong) : StubHandler.Status(405));
        using CompassClient client = Clients.Over(stub);
        Notes notes = new();

        await client.PingHeartbeatAsync("t", "h", false, notes);
        right = "POST";
        await client.PingHeartbeatAsync("t", "h", false, notes);
        await client.PingHeartbeatAsync("t", "h", false, notes);

        Assert.Equal(new[] { "POST", "GET", "GET", "POST", "POST" }, notes.Attempts.Select(static attempt => attempt.Method));
        Assert.All(notes.Attempts, static attempt => Assert.EndsWith("/ping?name=h", attempt.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ping_that_fails_by_both_methods_keeps_the_first_method()
    {
        using StubHandler stub = new(static request => StubHandler.Status(405));
        using CompassClient client = Clients.Over(stub);

        await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));
        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Equal(CompassErrorKind.MethodNotAllowed, failure.Kind);
        Assert.Equal(new[] { "POST", "GET", "POST", "GET" }, stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_failure_other_than_405_does_not_change_the_ping_method()
    {
        using StubHandler stub = new(static request => StubHandler.Status(403));
        using CompassClient client = Clients.Over(stub);

        await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_verified_ping_of_a_missing_heartbeat_has_a_remedy()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json(Samples.NoValues));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", verify: true));

        Assert.Equal((CompassErrorKind.NotFound, "ListHeartbeats"), (failure.Kind, failure.Operation));
        Assert.Contains("no heartbeat named 'h'", failure.Message, StringComparison.Ordinal);
        Assert.Equal("Check the heartbeat's name and the team.", failure.Remedy);
    }

    [Fact]
    public async Task A_name_is_validated_before_a_search()
    {
        using StubHandler stub = new(static _ => StubHandler.Json(Samples.NoValues));
        using CompassClient client = Clients.Over(stub);

        CompassArgumentException refused = await Assert.ThrowsAsync<CompassArgumentException>(() => client.FindHeartbeatAsync("t", " "));

        Assert.Contains("The heartbeat's name", refused.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task Empty_identities_are_refused_before_sending(string? nothing)
    {
        using StubHandler stub = new(static _ => StubHandler.Json("{}"));
        using CompassClient client = Clients.Over(stub);

        await RefusedAsync("The heartbeat's name", () => client.DeleteHeartbeatAsync("t", nothing!));
        await RefusedAsync("The heartbeat's name", () => client.PingHeartbeatAsync("t", nothing!, false));
        await RefusedAsync("The heartbeat's name", () => client.UpdateHeartbeatAsync("t", nothing!, new HeartbeatPatch { Enabled = true }));
        await RefusedAsync("The team's id", () => client.DeleteHeartbeatAsync(nothing!, "h"));
        await RefusedAsync("The maintenance window's id", () => client.DeleteMaintenanceAsync(MaintenanceScope.Global, nothing!));
        Assert.Empty(stub.Requests);

        static async Task RefusedAsync(string what, Func<Task> call)
        {
            CompassArgumentException refused = await Assert.ThrowsAsync<CompassArgumentException>(call);
            Assert.Equal(what + " is empty. Specify a value.", refused.Message);
        }
    }

    [Fact]
    public async Task Invalid_requests_are_refused_before_sending()
    {
        using StubHandler stub = new(static _ => StubHandler.Json("{}"));
        using CompassClient client = Clients.Over(stub);
        ListOptions list = new() { PageSize = 0 };

        await RefusedAsync(() => client.UpdateHeartbeatAsync("t", "h", new HeartbeatPatch { Interval = 0 }));
        await RefusedAsync(() => client.CreateHeartbeatAsync("t", new HeartbeatCreate()));
        await RefusedAsync(() => client.CreateMaintenanceAsync(MaintenanceScope.Global, new MaintenanceCreate()));
        await RefusedAsync(() => client.UpdateMaintenanceAsync(MaintenanceScope.Global, "m", new MaintenancePatch { Rules = [] }));
        await RefusedAsync(() => Clients.AllAsync(client.ListHeartbeatsAsync("t", list)));
        await RefusedAsync(() => Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, list)));
        Assert.Empty(stub.Requests);

        static Task RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<CompassArgumentException>(call);
    }

    private static Transport Open(Endpoint endpoint, TestClock clock, Credential? credential = null, int timeout = 20_000, int retries = 4) =>
        new(endpoint, Clients.Options(Base, retries, TimeSpan.FromMilliseconds(timeout)), clock, new Redactor(), credential);

    private static Task<bool> SendAsync(Transport transport, TimeSpan? deadline = null, bool isSentOnce = false)
    {
        ApiRequest request = new(Operations.ListTeams, Base) { Deadline = deadline, IsSentOnce = isSentOnce };
        return transport.SendAsync(request, static (_, _) => true, null, CancellationToken.None);
    }

    /// <summary>Creates each response with a function. If the function is null, the endpoint never responds.</summary>
    private sealed class Endpoint(Func<HttpResponseMessage>? answer) : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (answer is null)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return answer!();
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    /// <summary>Credentials that the client can replace each time the service rejects them.</summary>
    private sealed class Passport : Credential
    {
        public Action? OnGet { get; init; }

        public bool IsDisposed { get; private set; }

        public override string Description => "the access token of a test";

        public override string Remedy => "Connect again.";

        public override ValueTask<Authorization> GetAsync(ApiRequest request, TimeSpan deadline, CancellationToken cancellationToken)
        {
            OnGet?.Invoke();
            return new ValueTask<Authorization>(new Authorization(Base, "Bearer token-number-1"));
        }

        public override bool TryReplace(Authorization refused) => true;

        public override void Dispose()
        {
            IsDisposed = true;
            base.Dispose();
        }
    }
}
