using System;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.OutcomeResolution;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks how the client handles a request without a usable response. At first, the client does not know whether the service
/// performed such a request.
/// </summary>
public sealed class OutcomeResolutionTests
{
    [Theory]
    [InlineData(404, true)]
    [InlineData(410, true)]
    [InlineData(403, false)]
    [InlineData(409, false)]
    public async Task A_delete_succeeds_if_its_retry_gets_404_and_fails_if_it_is_refused(int status, bool done)
    {
        using StubHandler stub = StubHandler.InTurn(StubHandler.Reset, () => StubHandler.Status(status));
        using CompassClient client = Clients.Over(stub);
        Task delete = client.DeleteMaintenanceAsync(MaintenanceScope.Team("t"), "m");

        if (done)
        {
            await delete;
        }
        else
        {
            Assert.Equal(status, (await Clients.FailsAsync(() => delete)).StatusCode);
        }
    }

    [Fact]
    public async Task A_delete_with_two_lost_responses_succeeds_if_its_next_retry_gets_404()
    {
        using StubHandler stub = StubHandler.InTurn(StubHandler.Reset, StubHandler.Reset, static () => StubHandler.Status(404));
        using CompassClient client = Clients.Over(stub);

        await client.DeleteMaintenanceAsync(MaintenanceScope.Team("t"), "m");

        Assert.Equal(3, stub.Requests.Count);
    }

    [Theory]
    [InlineData(400, "cancelled", true)]
    [InlineData(409, "Past", true)]
    [InlineData(422, "CANCELLED", true)]
    [InlineData(422, "planned", false)]
    [InlineData(404, "cancelled", false)]
    [InlineData(403, "cancelled", false)]
    public async Task A_cancel_request_succeeds_if_its_retry_is_rejected_because_the_window_has_ended(int status, string state, bool done)
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json($$"""{"id":"m","status":"{{state}}"}""")
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(status));
        using CompassClient client = Clients.Over(stub);
        Task<Maintenance> cancel = client.CancelMaintenanceAsync(MaintenanceScope.Global, "m");

        if (done)
        {
            Assert.Equal(state, (await cancel).Status);
        }
        else
        {
            Assert.Equal(status, (await Clients.FailsAsync(() => cancel)).StatusCode);
        }
    }

    [Fact]
    public async Task If_the_window_cannot_be_read_the_error_of_the_cancel_is_reported()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Status(403)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CancelMaintenanceAsync(MaintenanceScope.Global, "m"));

        Assert.Equal((CompassErrorKind.Conflict, 409, "CancelGlobalMaintenance"), (failure.Kind, failure.StatusCode, failure.Operation));
    }

    [Fact]
    public async Task An_unknown_outcome_is_reported_with_all_known_details()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues) : Unavailable());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(
            () => client.CreateMaintenanceAsync(MaintenanceScope.Team("t"), Samples.NewMaintenance()));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, "CreateTeamMaintenance", 503), (failure.Kind, failure.Operation, failure.StatusCode));
        Assert.Equal(("not now", "N-1", "r-5", 1), (failure.ServiceMessage, failure.ServiceCode, failure.RequestId, failure.Attempts));
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), failure.ServiceTime);
        Assert.Equal(client.BaseAddress + "v1/teams/t/maintenances", failure.Address!.AbsoluteUri);
        Assert.Contains("It is unknown whether the object was created, because the list of the service does not show the object, and the list shows new objects only after a delay", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "'Maintenance Plan' from 2023-12-11T11:37:40.501Z to 2023-12-11T11:42:40.501Z (Team t)", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(503, Assert.IsType<CompassApiException>(failure.InnerException).StatusCode);

        static HttpResponseMessage Unavailable()
        {
            HttpResponseMessage response = StubHandler.Json("""{"errors":[{"title":"not now","code":"N-1"}]}""", 503);
            response.Headers.TryAddWithoutValidation("X-Request-Id", "r-5");
            response.Headers.TryAddWithoutValidation("Date", "Tue, 01 Jan 2030 00:00:00 GMT");
            return response;
        }
    }

    [Fact]
    public async Task A_failed_search_is_reported_with_its_cause()
    {
        MaintenanceService service = new(CreateResult.LostAfter) { ListResponse = static () => StubHandler.Status(403) };
        using CompassClient client = Clients.Over(service.Handler);

        CompassApiException failure = await Clients.FailsAsync(
            () => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance("  ")));

        Assert.Contains("because the request for the list of objects failed (ListGlobalMaintenances: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("a maintenance window without a description from", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("(Global)", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_search_includes_past_windows()
    {
        MaintenanceService service = new(CreateResult.LostBefore);
        using CompassClient client = Clients.Over(service.Handler);

        await Clients.FailsAsync(() => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()));

        Assert.Equal(
            new[] { "?type=non-expired", "?type=non-expired", "?type=non-expired", "?type=all" },
            service.Handler.Requests.Where(static request => request.Method == "GET").Select(static request => request.Address.Query));
    }

    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(0.5, 0.25)]
    [InlineData(1.5, 0.75)]
    [InlineData(2, 1)]
    [InlineData(60, 1)]
    public async Task The_delay_between_searches_is_the_retry_interval_within_limits(double interval, double first)
    {
        MaintenanceService service = new(CreateResult.LostBefore);
        TestClock clock = new();
        CompassClientOptions options = Clients.Options(
            new Uri("https://looks.example.com/"), interval: TimeSpan.FromSeconds(interval), longest: TimeSpan.FromMinutes(2));
        using CompassClient client = Clients.Over(service.Handler, clock, options);

        await Clients.FailsAsync(() => client.CreateMaintenanceAsync(MaintenanceScope.Team($"t-{interval}"), Samples.NewMaintenance()));

        Assert.Equal(new[] { first, 2 * first, 4 * first, 8 * first }, clock.Waits.Select(static wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Searches_end_at_the_time_limit_of_the_operation()
    {
        MaintenanceService service = new(CreateResult.LostBefore);
        TestClock clock = new();
        CompassClientOptions options = Clients.Options(
            new Uri("https://short.example.com/"), 0, TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.Zero);
        using CompassClient client = Clients.Over(service.Handler, clock, options);

        CompassApiException failure = await Clients.FailsAsync(
            () => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Equal(new[] { 0.25, 0.5, 0.25 }, clock.Waits.Select(static wait => wait.TotalSeconds));
        Assert.Equal(2, service.Lists);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_search_at_or_after_the_time_limit_does_not_wait(int seconds)
    {
        TestClock clock = new();
        using StubHandler stub = new(request =>
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            return StubHandler.Reset();
        });
        CompassClientOptions options = Clients.Options(
            new Uri("https://late.example.com/"), 0, TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.Zero);
        using CompassClient client = Clients.Over(stub, clock, options);

        CompassApiException failure = await Clients.FailsAsync(
            () => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Empty(clock.Waits);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_create_request_that_waits_too_long_for_an_equal_create_request_fails_with_this_reason()
    {
        StandingClock clock = new();
        using StubHandler stub = new(static request => StubHandler.Status(503));
        using CompassClient patient = Clients.Over(stub, clock, Clients.Options(new Uri("https://twins.example.com/")));
        using CompassClient hasty = Clients.Over(stub, clock, Clients.Options(
            new Uri("https://twins.example.com/"), 0, TimeSpan.FromMilliseconds(20), TimeSpan.Zero, TimeSpan.Zero));
        using System.Threading.CancellationTokenSource stop = new();
        Task first = patient.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance(), null, stop.Token);

        CompassApiException failure = await Clients.FailsAsync(
            () => hasty.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()));

        Assert.Equal((CompassErrorKind.Timeout, "CreateGlobalMaintenance", 0), (failure.Kind, failure.Operation, failure.Attempts));
        Assert.Contains("other requests to create the same window did not complete", failure.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(failure.Remedy));
        Assert.Single(stub.Requests);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        using StubHandler works = new(static request => StubHandler.Json(Samples.Maintenance, 201));
        using CompassClient next = Clients.Over(works, clock, Clients.Options(new Uri("https://twins.example.com/")));
        Assert.NotNull(await next.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()));
    }

    [Theory]
    [InlineData(1, "window-1;")]
    [InlineData(10, "window-8, window-9, window-10;")]
    [InlineData(11, "window-9, window-10, …;")]
    public async Task An_error_lists_windows_without_a_start_once_and_at_most_ten(int count, string named)
    {
        MaintenanceService service = new(CreateResult.LostBefore);
        using CompassClient client = Clients.Over(service.Handler);
        for (int i = 0; i < count; i++)
        {
            service.Add(Samples.NewMaintenance())["startDate"] = null;
        }

        CompassApiException failure = await Clients.FailsAsync(
            () => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Contains("windows that are similar to the requested window, but not equal: window-1", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(named, failure.Message + ";", StringComparison.Ordinal);
        Assert.Single(failure.Message.Split(' '), static word => word.TrimEnd(',', ';') == "window-1");
    }

    [Fact]
    public async Task Several_matching_windows_are_all_reported()
    {
        MaintenanceService service = new(CreateResult.LostAfter);
        using CompassClient client = Clients.Over(service.Handler);
        service.Add(Samples.NewMaintenance());

        CompassApiException failure = await Clients.FailsAsync(
            () => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()));

        Assert.EndsWith("because several maintenance windows match the request: window-1, window-2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_window_without_a_start_is_ignored()
    {
        MaintenanceService service = new(CreateResult.LostBefore);
        using CompassClient client = Clients.Over(service.Handler);
        System.Text.Json.Nodes.JsonObject cancelled = service.Add(Samples.NewMaintenance());
        cancelled["startDate"] = null;
        cancelled["status"] = "Cancelled";

        CompassApiException failure = await Clients.FailsAsync(
            () => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()));

        Assert.EndsWith("because the list of the service does not show the object, and the list shows new objects only after a delay", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_retry_causes_no_further_search()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(400));
        using CompassClient client = Clients.Over(stub);

        await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(new[] { "POST", "GET", "POST" }, stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_keyed_lock_is_removed_when_it_is_no_longer_in_use()
    {
        const string Key = "a key of this test alone";
        using System.Threading.CancellationTokenSource stop = new();
        IDisposable first = (await KeyedLock.EnterAsync(Key, TimeSpan.FromSeconds(30), default))!;
        Task<IDisposable?> second = KeyedLock.EnterAsync(Key, TimeSpan.FromSeconds(30), default);
        Task<IDisposable?> third = KeyedLock.EnterAsync(Key, TimeSpan.FromSeconds(30), stop.Token);
        Assert.Null(await KeyedLock.EnterAsync(Key, TimeSpan.FromMilliseconds(1), default));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);

        Assert.False(second.IsCompleted);
        Assert.True(KeyedLock.IsInUse(Key));
        first.Dispose();
        IDisposable turn = (await second)!;
        Assert.True(KeyedLock.IsInUse(Key));
        turn.Dispose();
        Assert.False(KeyedLock.IsInUse(Key));
    }

    [Fact]
    public async Task If_one_of_several_keyed_locks_is_not_acquired_the_others_are_released()
    {
        string[] keys = ["the free key of this test", "the held key of this test"];
        using System.Threading.CancellationTokenSource stop = new();
        using IDisposable? held = await KeyedLock.EnterAsync(keys[1], TimeSpan.FromSeconds(30), default);

        Assert.Null(await KeyedLock.EnterAsync(keys, TimeSpan.FromMilliseconds(1), default));
        Assert.False(KeyedLock.IsInUse(keys[0]));

        Task<IDisposable?> waiting = KeyedLock.EnterAsync(keys, TimeSpan.FromSeconds(30), stop.Token);
        Assert.True(KeyedLock.IsInUse(keys[0]));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(KeyedLock.IsInUse(keys[0]));
    }

    [Fact]
    public void A_window_is_returned_as_the_new_one_only_once_and_never_if_it_existed_before()
    {
        SeenMaintenances ledger = SeenMaintenances.Of(new Uri("https://ledger.example.com/"));
        ledger.See([new Maintenance { Id = "old" }]);
        long sent = ledger.Position;
        ledger.See([new Maintenance { Id = "old" }, new Maintenance { Id = "new" }]);

        Assert.False(ledger.MayBeNewSince("old", sent));
        Assert.True(ledger.MayBeNewSince("new", sent));
        Assert.False(ledger.MayBeNewSince("new", ledger.Position));
        Assert.True(ledger.MayBeNewSince("never seen", sent));
        Assert.True(ledger.TryClaim("new"));
        Assert.False(ledger.TryClaim("new"));
        Assert.False(ledger.MayBeNewSince("new", sent));
        Assert.Same(ledger, SeenMaintenances.Of(new Uri("https://ledger.example.com/")));
        Assert.NotSame(ledger, SeenMaintenances.Of(new Uri("https://ledger.example.com/other/")));
    }

    [Fact]
    public void The_oldest_key_is_dropped_beyond_the_capacity()
    {
        BoundedKeys keys = new(2);

        Assert.Equal(new[] { true, false, true, true }, new[] { keys.TryAdd("a", 1), keys.TryAdd("a", 9), keys.TryAdd("b", 2), keys.TryAdd("c", 3) });
        Assert.Equal(new long?[] { null, 2, 3 }, new[] { keys.Find("a"), keys.Find("b"), keys.Find("c") });
        Assert.True(keys.TryAdd("a", 4));
        Assert.Equal(new long?[] { 4, null, 3 }, new[] { keys.Find("a"), keys.Find("b"), keys.Find("c") });
    }
}
