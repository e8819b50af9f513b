using System;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>Checks that the client creates a heartbeat exactly once, and never returns another heartbeat as the new one.</summary>
public sealed class HeartbeatCreateTests
{
    private const string Listed = $$"""{"values": [{"name": "service heartbeat"}, {{Samples.Heartbeat}}]}""";

    [Fact]
    public async Task A_heartbeat_whose_create_response_was_lost_is_found_by_its_name()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Json(Listed) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        Heartbeat created = await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat());

        Assert.Equal("Responsive", created.Status);
        Assert.Equal(new[] { "POST", "GET" }, stub.Requests.Select(static request => request.Method));
        Assert.EndsWith("?name=Service%20Heartbeat", stub.Requests[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_request_that_created_no_object_is_retried_after_a_search()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Status(502) : StubHandler.Json(Samples.Heartbeat, 201));
        using CompassClient client = Clients.Over(stub);

        await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat());

        Assert.Equal(new[] { "POST", "GET", "POST" }, stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_retry_that_conflicts_with_the_first_attempt_succeeds_although_the_list_shows_the_object_late()
    {
        int posts = 0, lists = 0;
        using StubHandler stub = new(request => request.Method == "GET"
            ? StubHandler.Json(++lists < 3 ? Samples.NoValues : Listed)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("Responsive", (await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat())).Status);
    }

    [Fact]
    public async Task A_name_in_use_is_a_conflict_without_a_retry()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.Conflict, failure.Kind);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_different_heartbeat_with_the_same_name_is_a_conflict()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Json(Listed) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(
            () => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat() with { Interval = 6 }));

        Assert.Equal(CompassErrorKind.Conflict, failure.Kind);
        Assert.Contains("its settings differ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_period_in_other_units_matches()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Json(Listed) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        Heartbeat created = await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat() with { Interval = 120, IntervalUnit = "Hours" });

        Assert.Equal(TimeSpan.FromDays(5), created.Period);
    }

    [Fact]
    public async Task A_heartbeat_has_an_unknown_outcome_if_the_search_for_it_fails()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Status(500) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Contains("'Service Heartbeat'", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(stub.Requests, static request => request.Method == "POST");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task An_error_of_the_service_itself_is_reported_if_the_heartbeat_is_not_found(int status)
    {
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues) : StubHandler.Status(status));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.ServiceError, status, 5), (failure.Kind, failure.StatusCode, failure.Attempts));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(520)]
    [InlineData(524)]
    [InlineData(0)]
    public async Task A_create_request_without_a_response_has_an_unknown_outcome_after_several_searches(int status)
    {
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : status == 0 ? StubHandler.Reset() : StubHandler.Status(status));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Contains("'Service Heartbeat'", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal((5, 4 + 5), (stub.Requests.Count(static r => r.Method == "POST"), stub.Requests.Count(static r => r.Method == "GET")));
    }

    [Fact]
    public async Task A_retry_that_conflicts_with_an_unlisted_heartbeat_has_an_unknown_outcome()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, 409), (failure.Kind, failure.StatusCode));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_rejected_retry_after_lost_responses_has_an_unknown_outcome(int lost)
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts <= lost ? StubHandler.Reset() : StubHandler.Status(401));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, 401), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task A_409_response_to_a_list_request_does_not_mean_that_the_heartbeat_exists()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Status(409) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
    }

    [Fact]
    public async Task A_heartbeat_with_only_a_name_is_not_returned_as_the_new_one()
    {
        using StubHandler stub = new(static request => request.Method == "GET"
            ? StubHandler.Json("""{"values": [{"name": "Service Heartbeat", "interval": null}]}""") : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Single(stub.Requests, static request => request.Method == "POST");
    }
}
