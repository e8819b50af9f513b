using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks that the client creates a window exactly once, and never returns another window as the new one.</summary>
public sealed class MaintenanceCreateTests
{
    [Fact]
    public async Task A_successful_create_takes_one_request()
    {
        MaintenanceService service = new(CreateResult.Works);
        using CompassClient client = Clients.Over(service.Handler);

        Maintenance created = await CreateAsync(client);

        Assert.Equal("window-1", created.Id);
        Assert.Single(service.Handler.Requests);
    }

    [Theory]
    [InlineData((int)CreateResult.LostAfter)]
    [InlineData((int)CreateResult.UnavailableAfter)]
    [InlineData((int)CreateResult.UnreadableAfter)]
    public async Task A_window_whose_create_response_was_lost_is_found_and_returned(int result)
    {
        MaintenanceService service = new((CreateResult)result);
        using CompassClient client = Clients.Over(service.Handler);

        Maintenance created = await CreateAsync(client);

        Assert.Equal(service.Ids.Single(), created.Id);
        Assert.Equal(1, service.Creates);
    }

    [Theory]
    [InlineData((int)CreateResult.LostBefore)]
    [InlineData((int)CreateResult.UnavailableBefore)]
    public async Task A_create_request_that_the_service_may_have_received_is_not_retried_if_the_object_is_not_found(int result)
    {
        MaintenanceService service = new((CreateResult)result, CreateResult.Works);
        TestClock clock = new();
        using CompassClient client = Clients.Over(service.Handler, clock);

        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, 1), (failure.Kind, failure.Attempts));
        Assert.Equal((1, 4), (service.Creates, service.Lists));
        Assert.Equal(new[] { 0.5, 1, 2, 4 }, clock.Waits.Select(static wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData((int)CreateResult.LostAfter)]
    [InlineData((int)CreateResult.UnavailableAfter)]
    [InlineData((int)CreateResult.UnreadableAfter)]
    public async Task A_list_that_shows_a_new_object_after_the_last_search_causes_no_duplicate(int result)
    {
        MaintenanceService service = new((CreateResult)result) { StaleLists = 4 };
        using CompassClient client = Clients.Over(service.Handler);

        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, "CreateGlobalMaintenance"), (failure.Kind, failure.Operation));
        Assert.EndsWith("It is unknown whether the object was created, because the list of the service does not show the object, and the list shows new objects only after a delay", failure.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (service.Creates, service.Windows.Count));
        Assert.Equal(service.Ids, (await Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All))).Select(static window => window.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_list_that_shows_new_objects_late_causes_no_duplicate(int stale)
    {
        MaintenanceService service = new(CreateResult.LostAfter) { StaleLists = stale };
        using CompassClient client = Clients.Over(service.Handler);

        Maintenance created = await CreateAsync(client);

        Assert.Equal(service.Ids.Single(), created.Id);
        Assert.Equal(1, service.Creates);
    }

    [Fact]
    public async Task Windows_are_matched_by_instants_and_not_by_text()
    {
        MaintenanceService service = new(CreateResult.LostBefore);
        using CompassClient client = Clients.Over(service.Handler);
        MaintenanceCreate request = Samples.NewMaintenance() with
        {
            StartDate = new DateTimeOffset(2029, 6, 15, 12, 0, 0, TimeSpan.FromHours(2)),
            EndDate = new DateTimeOffset(2029, 6, 15, 11, 0, 0, TimeSpan.Zero),
        };
        JsonObject window = service.Add(request);
        window["startDate"] = "2029-06-15T10:00:00Z";
        window["endDate"] = "2029-06-15T13:00:00+02:00";

        Assert.Equal("window-1", (await CreateAsync(client, request)).Id);
    }

    [Theory]
    [InlineData("description", "Another plan")]
    [InlineData("status", "cancelled")]
    [InlineData("rules", """[{"state":"enabled","entity":{"type":"policy","id":"p"}}]""")]
    public async Task A_different_window_is_not_returned_as_the_new_one(string field, string value)
    {
        MaintenanceService service = new(CreateResult.LostBefore, CreateResult.Works);
        using CompassClient client = Clients.Over(service.Handler);
        JsonObject window = service.Add(Samples.NewMaintenance());
        window[field] = field == "rules" ? JsonNode.Parse(value) : value;

        await NotFoundAsync(client);
        Assert.Equal(1, service.Creates);
    }

    [Theory]
    [InlineData("startDate", "2023-12-11T11:37:41.501Z")]
    [InlineData("endDate", "2023-12-11T11:42:40.502Z")]
    [InlineData("description", "Maint")]
    [InlineData("rules", "[]")]
    public async Task A_window_that_could_be_the_new_one_leaves_the_outcome_unknown(string field, string value)
    {
        MaintenanceService service = new(CreateResult.LostBefore, CreateResult.Works);
        using CompassClient client = Clients.Over(service.Handler);
        JsonObject window = service.Add(Samples.NewMaintenance());
        window[field] = field == "rules" ? JsonNode.Parse(value) : value;

        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Contains("window-1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, service.Creates);
    }

    public static TheoryData<string> Keepings() => ["minutes", "minutes, up", "seconds", "seconds, up", "ids", "text", "order", "all"];

    [Theory]
    [MemberData(nameof(Keepings))]
    public async Task A_window_that_the_service_changed_is_found_and_not_created_again(string keeping)
    {
        MaintenanceService service = new(CreateResult.LostAfter) { Keep = window => Keep(window, keeping) };
        using CompassClient client = Clients.Over(service.Handler);
        MaintenanceCreate request = Samples.NewMaintenance(" Upgrade\r\nof the database ") with
        {
            StartDate = DateTimeOffset.UtcNow.AddHours(1),
            EndDate = DateTimeOffset.UtcNow.AddHours(2),
            Rules = [new MaintenanceRule("disabled", "integration", "ab-12"), new MaintenanceRule("noMaintenance", "policy", "p")],
        };

        Assert.Equal("window-1", (await CreateAsync(client, request)).Id);
        Assert.Equal(1, service.Creates);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(600, false)]
    [InlineData(-600, true)]
    [InlineData(58, true)]
    public async Task A_past_start_that_the_service_moves_to_now_is_recognized(int secondsAhead, bool keepsDuration)
    {
        DateTimeOffset Now() => DateTimeOffset.UtcNow.AddSeconds(secondsAhead);
        MaintenanceService service = new(CreateResult.LostAfter) { Now = Now };
        service.Keep = window =>
        {
            DateTimeOffset start = DateTimeOffset.Parse((string)window["startDate"]!, null);
            DateTimeOffset end = DateTimeOffset.Parse((string)window["endDate"]!, null);
            window["startDate"] = Now().ToString("O");
            window["endDate"] = (keepsDuration ? Now() + (end - start) : end).ToString("O");
        };
        using CompassClient client = Clients.Over(service.Handler);
        MaintenanceCreate request = Samples.NewMaintenance() with
        {
            StartDate = DateTimeOffset.UtcNow.AddHours(-3),
            EndDate = DateTimeOffset.UtcNow.AddHours(3),
        };

        Assert.Equal("window-1", (await CreateAsync(client, request)).Id);
        Assert.Equal(1, service.Creates);
    }

    [Fact]
    public async Task A_moved_start_is_recognized_although_the_list_shows_the_window_late()
    {
        MaintenanceService service = new(CreateResult.LostAfter) { StaleLists = 3, Keep = static window => window["startDate"] = DateTimeOffset.UtcNow.ToString("O") };
        using CompassClient client = Clients.Over(service.Handler);
        MaintenanceCreate request = Samples.NewMaintenance() with
        {
            StartDate = DateTimeOffset.UtcNow.AddHours(-3),
            EndDate = DateTimeOffset.UtcNow.AddHours(3),
        };

        Assert.Equal("window-1", (await CreateAsync(client, request)).Id);
        Assert.Equal(4, service.Lists);
    }

    [Fact]
    public async Task A_window_that_started_before_the_create_request_is_not_returned_as_the_new_one()
    {
        MaintenanceService service = new(CreateResult.LostBefore);
        using CompassClient client = Clients.Over(service.Handler);
        MaintenanceCreate request = Samples.NewMaintenance() with
        {
            StartDate = DateTimeOffset.UtcNow.AddHours(-3),
            EndDate = DateTimeOffset.UtcNow.AddHours(3),
        };
        service.Add(request with { StartDate = DateTimeOffset.UtcNow.AddMinutes(-20) });

        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client, request));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.EndsWith("not equal: window-1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, 2, true)]
    [InlineData(true, false, 2, false)]
    [InlineData(false, true, 0, true)]
    public async Task A_create_request_and_its_search_are_reported_in_the_detail_that_the_observer_wants(bool wantsAttempts, bool wantsDetail, int reports, bool hasDetail)
    {
        MaintenanceService service = new(CreateResult.LostAfter);
        using CompassClient client = Clients.Over(service.Handler);
        Notes notes = new(wantsDetail, wantsAttempts);

        await client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance(), notes);

        Assert.Equal(reports, notes.Attempts.Count);
        Assert.All(notes.Attempts, attempt => Assert.Equal(hasDetail, attempt.Detail is not null));
    }

    private static void Keep(JsonObject window, string keeping)
    {
        bool all = keeping == "all";
        foreach (string name in new[] { "startDate", "endDate" })
        {
            long ticks = DateTimeOffset.Parse((string)window[name]!, null).UtcTicks;
            long unit = keeping.StartsWith("minutes", StringComparison.Ordinal) || all ? TimeSpan.TicksPerMinute
                : keeping.StartsWith("seconds", StringComparison.Ordinal) ? TimeSpan.TicksPerSecond : 1;
            long kept = keeping.EndsWith("up", StringComparison.Ordinal) ? (ticks + unit - 1) / unit * unit : ticks / unit * unit;
            window[name] = new DateTimeOffset(kept, TimeSpan.Zero).ToString("O");
        }

        JsonArray rules = window["rules"]!.AsArray();
        if (keeping == "ids" || all)
        {
            rules[0]!["entity"]!["id"] = "AB-12";
        }

        if (keeping == "text" || all)
        {
            window["description"] = "Upgrade\nof the database";
        }

        if (keeping == "order" || all)
        {
            JsonNode first = rules[0]!;
            rules.RemoveAt(0);
            rules.Add(first);
        }
    }

    [Fact]
    public async Task A_window_is_not_returned_as_the_result_of_two_equal_create_requests()
    {
        MaintenanceService service = new(CreateResult.Works, CreateResult.LostAfter);
        using CompassClient client = Clients.Over(service.Handler);

        Maintenance first = await CreateAsync(client);
        Maintenance second = await CreateAsync(client);

        Assert.Equal(new[] { "window-1", "window-2" }, new[] { first.Id, second.Id });
        Assert.Equal(2, service.Creates);
    }

    [Fact]
    public async Task A_window_that_was_listed_before_is_not_returned_as_the_new_one()
    {
        MaintenanceService service = new(CreateResult.LostBefore, CreateResult.Works);
        using CompassClient client = Clients.Over(service.Handler);
        service.Add(Samples.NewMaintenance());
        await Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All));

        await NotFoundAsync(client);
    }

    [Fact]
    public async Task Several_windows_that_could_be_the_new_one_are_in_the_error_and_none_is_returned()
    {
        MaintenanceService service = new(CreateResult.LostAfter);
        using CompassClient client = Clients.Over(service.Handler);
        service.Add(Samples.NewMaintenance());

        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Contains("window-1, window-2", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'Maintenance Plan' from 2023-12-11T11:37:40.501Z", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(1, service.Creates);
    }

    [Fact]
    public async Task A_window_has_an_unknown_outcome_if_the_search_for_it_fails()
    {
        MaintenanceService service = new(CreateResult.LostAfter) { ListResponse = static () => StubHandler.Status(403) };
        using CompassClient client = Clients.Over(service.Handler);

        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, "CreateGlobalMaintenance"), (failure.Kind, failure.Operation));
        Assert.Equal(1, service.Creates);
    }

    [Fact]
    public async Task An_unreadable_success_that_is_not_found_is_not_retried()
    {
        MaintenanceService service = new(CreateResult.UnreadableAfter) { ListResponse = static () => StubHandler.Json(Samples.NoValues) };
        using CompassClient client = Clients.Over(service.Handler);

        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Equal(1, service.Creates);
    }

    [Fact]
    public async Task A_create_request_without_a_response_at_the_time_limit_has_an_unknown_outcome()
    {
        TestClock clock = new();
        MaintenanceService service = new(CreateResult.LostBefore) { ListResponse = () => Late(StubHandler.Json(Samples.NoValues)) };
        using CompassClient client = Clients.Over(service.Handler, clock);

        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Equal(1, service.Creates);

        System.Net.Http.HttpResponseMessage Late(System.Net.Http.HttpResponseMessage response)
        {
            clock.Advance(TimeSpan.FromSeconds(40));
            return response;
        }
    }

    [Fact]
    public async Task A_window_without_a_start_can_be_the_new_one_but_is_not_returned()
    {
        MaintenanceService service = new(CreateResult.LostBefore, CreateResult.Works);
        using CompassClient client = Clients.Over(service.Handler);
        service.Add(Samples.NewMaintenance())["startDate"] = null;

        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Contains("window-1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, service.Creates);
    }

    [Fact]
    public async Task A_create_request_that_was_throttled_or_never_sent_is_retried_without_a_search()
    {
        using StubHandler stub = StubHandler.InTurn(
            StubHandler.Refused, static () => StubHandler.Status(429), static () => StubHandler.Status(503, ("Retry-After", "0")),
            static () => StubHandler.Json(Samples.Maintenance, 201));
        using CompassClient client = Clients.Over(stub);

        await CreateAsync(client);

        Assert.All(stub.Requests, static request => Assert.Equal("POST", request.Method));
        Assert.Equal(4, stub.Requests.Count);
    }

    [Fact]
    public async Task A_rejected_retry_causes_a_search_if_the_service_may_have_received_the_first_attempt()
    {
        int posts = 0;
        MaintenanceService service = new(CreateResult.LostAfter);
        using StubHandler stub = new(request => request.Method == "POST" && ++posts == 1 ? StubHandler.Status(429) : service.Respond(request));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("window-1", (await CreateAsync(client)).Id);
        Assert.Equal(new[] { "POST", "POST", "GET" }, stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Equal_windows_created_in_parallel_under_any_failures_are_each_sent_once_and_returned_at_most_once() => Prop.ForAll(
        Gen.Elements(CreateResult.Works, CreateResult.LostBefore, CreateResult.LostAfter, CreateResult.UnavailableBefore, CreateResult.UnavailableAfter).ListOf(6).ToArbitrary(),
        Gen.Choose(0, 9).ToArbitrary(),
        (results, stale) =>
        {
            MaintenanceService service = new([.. results, CreateResult.Works]) { StaleLists = stale };
            using CompassClient one = Clients.Over(service.Handler, options: Clients.Options(new Uri($"https://{Guid.NewGuid():N}.example.com"), 100));
            string?[] ids = Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => TryCreateAsync(one)))).GetAwaiter().GetResult();
            string[] created = ids.OfType<string>().ToArray();
            return service.Creates == 6 && created.Distinct().Count() == created.Length && !created.Except(service.Ids).Any()
                && service.Windows.Count - created.Length <= ids.Length - created.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Cancellation_ends_the_wait_for_an_equal_create_request()
    {
        using CancellationTokenSource stop = new();
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(503));
        StandingClock clock = new();
        using CompassClient client = Clients.Over(stub, clock);
        Task first = client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance(), null, stop.Token);
        Task second = client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance(), null, stop.Token);

        Assert.True(SpinWait.SpinUntil(() => clock.Due.Count == 1, 5000));
        Assert.Single(stub.Requests);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    /// <summary>
    /// Creates a window and returns its id. Returns null if it is unknown whether the service created the window.
    /// </summary>
    private static async Task<string?> TryCreateAsync(CompassClient client)
    {
        try
        {
            return (await CreateAsync(client)).Id;
        }
        catch (CompassApiException failure) when (failure.Kind == CompassErrorKind.OutcomeUnknown)
        {
            return null;
        }
    }

    private static async Task NotFoundAsync(CompassClient client)
    {
        CompassApiException failure = await Clients.FailsAsync(() => CreateAsync(client));
        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.EndsWith("because the list of the service does not show the object, and the list shows new objects only after a delay", failure.Message, StringComparison.Ordinal);
    }

    private static Task<Maintenance> CreateAsync(CompassClient client, MaintenanceCreate? request = null) =>
        client.CreateMaintenanceAsync(MaintenanceScope.Global, request ?? Samples.NewMaintenance());
}
