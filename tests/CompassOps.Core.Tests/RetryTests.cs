using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

public sealed class RetryTests
{
    [Fact]
    public async Task A_transient_failure_is_retried_until_it_ends()
    {
        using StubHandler stub = StubHandler.InTurn(
            static () => StubHandler.Status(503), StubHandler.Reset, StubHandler.Refused, static () => StubHandler.Json(Samples.Maintenance));
        TestClock clock = new();
        using CompassClient client = Clients.Over(stub, clock);

        Maintenance found = await client.GetMaintenanceAsync(MaintenanceScope.Global, "0762db96");

        Assert.Equal("Maintenance Plan", found.Description);
        Assert.Equal(4, stub.Requests.Count);
        Assert.Equal(3, clock.Waits.Count);
    }

    [Fact]
    public async Task The_delays_double_with_each_attempt()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(502));
        TestClock clock = new() { Fixed = 0.5 };
        using CompassClient client = Clients.Over(stub, clock);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(new[] { 0.5, 1, 2, 4 }, clock.Waits.Select(static wait => wait.TotalSeconds));
        Assert.Equal((CompassErrorKind.ServiceError, 502, 5), (failure.Kind, failure.StatusCode, failure.Attempts));
        Assert.Contains("after 5 attempts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_measured_by_the_services_clock()
    {
        using StubHandler stub = StubHandler.InTurn(
            static () => StubHandler.Status(429, ("Date", "Tue, 01 Jan 2030 00:00:00 GMT"), ("Retry-After", "Tue, 01 Jan 2030 00:00:07 GMT")),
            static () => StubHandler.Json(Samples.Maintenance));
        TestClock clock = new() { Fixed = 0 };
        using CompassClient client = Clients.Over(stub, clock);

        await client.GetMaintenanceAsync(MaintenanceScope.Global, "x");

        Assert.Equal(7, clock.Waits.Single().TotalSeconds, 3);
    }

    [Theory]
    [InlineData(429, "7", null, 7)]
    [InlineData(429, "1893456007", null, 7)]
    [InlineData(429, "1893456007000", null, 7)]
    [InlineData(429, "2030-01-01T00:00:07Z", null, 7)]
    [InlineData(429, "1893459600", null, 30)]
    [InlineData(429, "1893455000", null, 0)]
    [InlineData(503, "7", "0", 7)]
    [InlineData(529, "7", "0", 7)]
    [InlineData(503, "7", "12", 0)]
    [InlineData(502, "7", "0", 0)]
    public async Task A_rate_limit_reset_is_obeyed_up_to_the_maximum_delay(int status, string reset, string? remaining, int seconds)
    {
        using StubHandler stub = StubHandler.InTurn(
            () => StubHandler.Status(
                status, [("Date", "Tue, 01 Jan 2030 00:00:00 GMT"), ("X-RateLimit-Reset", reset), .. remaining is null ? Array.Empty<(string, string)>() : [("X-RateLimit-Remaining", remaining)]]),
            static () => StubHandler.Json(Samples.Maintenance));
        TestClock clock = new() { Fixed = 0 };
        using CompassClient client = Clients.Over(stub, clock);

        await client.GetMaintenanceAsync(MaintenanceScope.Global, "x");

        Assert.Equal(seconds, clock.Waits.Sum(static wait => wait.TotalSeconds), 3);
    }

    [Fact]
    public async Task Retry_After_takes_precedence_over_the_reset_of_a_rate_limit()
    {
        using StubHandler stub = StubHandler.InTurn(
            static () => StubHandler.Status(429, ("Retry-After", "3"), ("X-RateLimit-Reset", "9")), static () => StubHandler.Json(Samples.Maintenance));
        TestClock clock = new() { Fixed = 0 };
        using CompassClient client = Clients.Over(stub, clock);

        await client.GetMaintenanceAsync(MaintenanceScope.Global, "x");

        Assert.Equal(3, clock.Waits.Single().TotalSeconds, 3);
    }

    [Fact]
    public async Task Each_wait_is_reported_before_it_begins()
    {
        using StubHandler stub = StubHandler.InTurn(
            static () => StubHandler.Status(429, ("Retry-After", "8")), static () => StubHandler.Status(521), StubHandler.Reset,
            static () => StubHandler.Json(Samples.Maintenance));
        Notes notes = new();
        TestClock clock = new() { Fixed = 0.5 };
        using CompassClient client = Clients.Over(stub, clock);

        await client.GetMaintenanceAsync(MaintenanceScope.Global, "x", notes);

        Assert.Equal(clock.Waits, notes.Waits.Select(static wait => wait.Duration));
        Assert.Equal(
            [(true, null, null), (false, "GetGlobalMaintenance", 521), (false, "GetGlobalMaintenance", (int?)null)],
            notes.Waits.Select(static wait => (wait.IsThrottled, wait.Operation, wait.StatusCode)));
    }

    [Theory]
    [InlineData(400, CompassErrorKind.InvalidRequest)]
    [InlineData(401, CompassErrorKind.Unauthorized)]
    [InlineData(403, CompassErrorKind.Forbidden)]
    [InlineData(404, CompassErrorKind.NotFound)]
    [InlineData(405, CompassErrorKind.MethodNotAllowed)]
    [InlineData(409, CompassErrorKind.Conflict)]
    [InlineData(413, CompassErrorKind.InvalidRequest)]
    [InlineData(415, CompassErrorKind.InvalidRequest)]
    [InlineData(422, CompassErrorKind.InvalidRequest)]
    public async Task A_permanent_error_ends_the_operation_at_once(int status, CompassErrorKind kind)
    {
        using StubHandler stub = StubHandler.InTurn(() => StubHandler.Status(status, ("X-Request-Id", "r-1")));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.UpdateHeartbeatAsync("t", "h", new HeartbeatPatch { Description = "" }));

        Assert.Equal((kind, status, "r-1", "UpdateHeartbeat"), (failure.Kind, failure.StatusCode, failure.RequestId, failure.Operation));
        Assert.Equal($"status {status}", failure.ServiceMessage);
        Assert.Contains($"status {status}", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.Remedy);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_delete_whose_retry_gets_404_succeeds()
    {
        using StubHandler stub = StubHandler.InTurn(StubHandler.Reset, static () => StubHandler.Status(404));
        using CompassClient client = Clients.Over(stub);

        await client.DeleteHeartbeatAsync("t", "h");

        Assert.Equal(new[] { "DELETE", "DELETE" }, stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_delete_whose_first_response_is_404_fails()
    {
        using StubHandler stub = StubHandler.InTurn(
            StubHandler.Refused, static () => StubHandler.Status(429), static () => StubHandler.Status(404));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.DeleteMaintenanceAsync(MaintenanceScope.Global, "m"));

        Assert.Equal((CompassErrorKind.NotFound, 3), (failure.Kind, failure.Attempts));
    }

    [Fact]
    public async Task A_cancel_request_whose_retry_is_rejected_succeeds_if_the_window_has_ended()
    {
        int sent = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.Maintenance)
            : ++sent == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        Maintenance stopped = await client.CancelMaintenanceAsync(MaintenanceScope.Team("t"), "m");

        Assert.Equal("cancelled", stopped.Status);
        Assert.Equal(new[] { "POST", "POST", "GET" }, stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_cancel_request_whose_retry_is_rejected_fails_if_the_window_has_not_ended()
    {
        int sent = 0;
        using StubHandler stub = new(request => request.Method == "GET"
            ? StubHandler.Json(Samples.Maintenance.Replace("cancelled", "active", StringComparison.Ordinal))
            : ++sent == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CancelMaintenanceAsync(MaintenanceScope.Global, "m"));

        Assert.Equal(CompassErrorKind.Conflict, failure.Kind);
    }

    [Fact]
    public async Task A_cancel_request_whose_first_attempt_is_rejected_fails()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        await Clients.FailsAsync(() => client.CancelMaintenanceAsync(MaintenanceScope.Global, "m"));

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Cancellation_ends_a_wait_at_once()
    {
        using CancellationTokenSource stop = new();
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(503));
        TestClock clock = new() { OnWait = _ => stop.Cancel() };
        using CompassClient client = Clients.Over(stub, clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PingHeartbeatAsync("t", "h", false, null, stop.Token));

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task The_whole_operation_stays_within_its_time_limit()
    {
        TestClock clock = new();
        using StubHandler stub = new(_ =>
        {
            clock.Advance(TimeSpan.FromSeconds(19));
            return StubHandler.Status(429, ("Retry-After", "3600"));
        });
        using CompassClient client = Clients.Over(stub, clock);
        TimeSpan start = clock.Elapsed;

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Equal(CompassErrorKind.Throttled, failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(250), client.MaximumCallTime);
        Assert.InRange(clock.Elapsed - start, TimeSpan.FromSeconds(100), client.MaximumCallTime);
    }

    [Fact]
    public async Task Every_attempt_is_reported_with_its_outcome_and_delay()
    {
        using StubHandler stub = StubHandler.InTurn(
            static () => StubHandler.Status(503, ("X-Request-Id", "r-1")), StubHandler.Reset, static () => StubHandler.Json(Samples.Pong));
        TestClock clock = new() { Fixed = 0.25 };
        using CompassClient client = Clients.Over(stub, clock);
        Notes notes = new();

        await client.PingHeartbeatAsync("t", "a b", false, notes);

        IReadOnlyList<RequestAttempt> attempts = notes.Attempts;
        Assert.Equal(new int?[] { 503, null, 200 }, attempts.Select(static attempt => attempt.StatusCode));
        Assert.Equal(new[] { 1, 2, 3 }, attempts.Select(static attempt => attempt.Attempt));
        Assert.Equal(new double?[] { 0.25, 0.5, null }, attempts.Select(static attempt => attempt.Wait?.TotalSeconds));
        Assert.All(attempts, static attempt => Assert.Equal(("PingHeartbeat", "POST"), (attempt.Operation, attempt.Method)));
        Assert.All(attempts, static attempt => Assert.EndsWith("v1/teams/t/heartbeats/ping?name=a%20b", attempt.Path, StringComparison.Ordinal));
        Assert.Contains("request id r-1", attempts[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("reset", attempts[1].Failure, StringComparison.Ordinal);
        Assert.Null(attempts[0].Detail);
    }

    [Fact]
    public async Task The_services_time_is_in_the_report_and_the_error()
    {
        using StubHandler stub = StubHandler.InTurn(
            () => WithDate(StubHandler.Json(Samples.Pong)), () => WithDate(StubHandler.Status(403)));
        using CompassClient client = Clients.Over(stub);
        Notes notes = new();
        await client.PingHeartbeatAsync("t", "h", false, notes);

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        DateTimeOffset date = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal((date, date), (notes.Attempts[0].ServiceTime, failure.ServiceTime));

        static HttpResponseMessage WithDate(HttpResponseMessage response)
        {
            response.Headers.TryAddWithoutValidation("Date", "Tue, 01 Jan 2030 00:00:00 GMT");
            return response;
        }
    }

    [Fact]
    public async Task A_disposed_client_throws_without_a_retry()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json(Samples.Pong));
        TestClock clock = new();
        CompassClient client = Clients.Over(stub, clock);
        client.Dispose();

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Equal(CompassErrorKind.ConnectionFailed, failure.Kind);
        Assert.Empty(clock.Waits);
    }

    [Fact]
    public async Task An_unknown_host_is_not_retried()
    {
        using StubHandler stub = StubHandler.InTurn(static () => throw new HttpRequestException(
            HttpRequestError.NameResolutionError, "no such host", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound)));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.ListTeamsAsync());

        Assert.Equal(CompassErrorKind.ConnectionFailed, failure.Kind);
        Assert.Contains("host name", failure.Message, StringComparison.Ordinal);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_not_retried()
    {
        using StubHandler stub = StubHandler.InTurn(static () => throw new HttpRequestException(
            HttpRequestError.SecureConnectionError, "ssl", new System.Security.Authentication.AuthenticationException("the certificate is not trusted")));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.ListTeamsAsync());

        Assert.Equal(CompassErrorKind.ConnectionFailed, failure.Kind);
        Assert.Contains("certificate", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task After_405_this_and_later_pings_use_GET()
    {
        using StubHandler stub = new(static request => request.Method == "POST" ? StubHandler.Status(405) : StubHandler.Json(Samples.Pong));
        using CompassClient client = Clients.Over(stub);

        HeartbeatPing first = await client.PingHeartbeatAsync("t", "h", false);
        HeartbeatPing second = await client.PingHeartbeatAsync("t", "h", false);

        Assert.Equal(("PONG - Heartbeat received", "PONG - Heartbeat received"), (first.Message, second.Message));
        Assert.Equal(new[] { "POST", "GET", "GET" }, stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_verified_ping_of_a_missing_heartbeat_is_not_sent()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Json("""{"values": [{"name": "H"}]}"""));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", verify: true));

        Assert.Equal(CompassErrorKind.NotFound, failure.Kind);
        Assert.Contains("'H'", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal("GET", Assert.Single(stub.Requests).Method);
    }

    [Fact]
    public async Task A_verified_ping_is_marked_as_verified()
    {
        using StubHandler stub = new(static request =>
            StubHandler.Json(request.Method == "GET" ? """{"values": [{"name": "h"}]}""" : Samples.Pong));
        using CompassClient client = Clients.Over(stub);

        HeartbeatPing ping = await client.PingHeartbeatAsync("t", "h", verify: true);

        Assert.Equal((true, "h", "t"), (ping.Verified, ping.Name, ping.TeamId));
    }
}
