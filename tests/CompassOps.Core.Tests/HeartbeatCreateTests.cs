using System;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>Tests that the client creates a heartbeat exactly once, and never returns another heartbeat as the new one.</summary>
public sealed class HeartbeatCreateTests
{
    private const string Listed = $$"""{"values": [{"name": "service heartbeat"}, {{Samples.Heartbeat}}]}""";

    [Fact]
    public async Task A_create_whose_response_was_lost_is_found_by_name()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Json(Listed) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        Heartbeat created = await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat());

        Assert.Equal("Responsive", created.Status);
        Assert.Equal(new[] { "POST", "GET" }, stub.Requests.Select(static request => request.Method));
        Assert.EndsWith("?name=Service%20Heartbeat", stub.Requests[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_that_did_not_happen_is_looked_up_and_retried()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Status(502) : StubHandler.Json(Samples.Heartbeat, 201));
        using CompassClient client = Clients.Over(stub);

        await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat());

        Assert.Equal(new[] { "POST", "GET", "POST" }, stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_retry_that_conflicts_with_the_first_attempt_succeeds_despite_a_lagging_list()
    {
        int posts = 0, lists = 0;
        using StubHandler stub = new(request => request.Method == "GET"
            ? StubHandler.Json(++lists < 3 ? Samples.NoValues : Listed)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("Responsive", (await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat())).Status);
    }

    [Fact]
    public async Task A_name_in_use_is_a_conflict_at_once()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.Conflict, failure.Kind);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_different_heartbeat_of_that_name_is_a_conflict()
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
    public async Task A_failed_look_up_leaves_the_heartbeats_outcome_unknown()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Status(500) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Contains("'Service Heartbeat'", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(stub.Requests, static request => request.Method == "POST");
    }

    [Fact]
    public async Task A_permanent_failure_without_a_heartbeat_is_reported_as_it_is()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues) : StubHandler.Status(500));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.ServiceError, 500, 5), (failure.Kind, failure.StatusCode, failure.Attempts));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(0)]
    public async Task A_lost_create_that_is_not_found_is_unknown_after_several_look_ups(int status)
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
    public async Task A_retry_that_conflicts_with_an_unlisted_heartbeat_is_unknown()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, 409), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task A_refused_retry_after_a_lost_attempt_is_unknown()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(401));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, 401), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task A_409_from_the_list_is_not_a_conflict_of_the_heartbeat()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Status(409) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
    }

    [Fact]
    public async Task A_heartbeat_with_only_a_name_is_not_adopted()
    {
        using StubHandler stub = new(static request => request.Method == "GET"
            ? StubHandler.Json("""{"values": [{"name": "Service Heartbeat", "interval": null}]}""") : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Single(stub.Requests, static request => request.Method == "POST");
    }
}
