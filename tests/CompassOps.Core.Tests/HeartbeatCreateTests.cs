using System;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>A heartbeat is created once, and one that was there already is not taken for it.</summary>
public sealed class HeartbeatCreateTests
{
    private const string Listed = $$"""{"values": [{"name": "service heartbeat"}, {{Samples.Heartbeat}}]}""";

    [Fact]
    public async Task What_was_done_and_not_told_is_found_by_its_name()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Json(Listed) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        Heartbeat created = await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat());

        Assert.Equal("Responsive", created.Status);
        Assert.Equal(new[] { "POST", "GET" }, stub.Requests.Select(static request => request.Method));
        Assert.EndsWith("?name=Service%20Heartbeat", stub.Requests[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_done_is_looked_for_and_repeated()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Status(502) : StubHandler.Json(Samples.Heartbeat, 201));
        using CompassClient client = Clients.Over(stub);

        await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat());

        Assert.Equal(new[] { "POST", "GET", "POST" }, stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_repeat_that_conflicts_with_its_own_work_has_succeeded_although_the_list_lagged()
    {
        int posts = 0, lists = 0;
        using StubHandler stub = new(request => request.Method == "GET"
            ? StubHandler.Json(++lists < 3 ? Samples.NoValues : Listed)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("Responsive", (await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat())).Status);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_a_conflict_at_once()
    {
        using StubHandler stub = StubHandler.InTurn(static () => StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.Conflict, failure.Kind);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Another_heartbeat_of_that_name_is_a_conflict_and_is_not_returned()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Json(Listed) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(
            () => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat() with { Interval = 6 }));

        Assert.Equal(CompassErrorKind.Conflict, failure.Kind);
        Assert.Contains("other settings", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_period_in_other_units_is_the_same()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Json(Listed) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        Heartbeat created = await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat() with { Interval = 120, IntervalUnit = "Hours" });

        Assert.Equal(TimeSpan.FromDays(5), created.Period);
    }

    [Fact]
    public async Task A_look_that_fails_leaves_the_outcome_unknown_and_says_what_to_check()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Status(500) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Contains("'Service Heartbeat'", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(stub.Requests, static request => request.Method == "POST");
    }

    [Fact]
    public async Task What_failed_for_good_and_is_not_there_is_told_as_the_failure_it_was()
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
    public async Task What_nobody_saw_fail_and_is_not_there_is_unknown_after_several_looks(int status)
    {
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : status == 0 ? StubHandler.Reset() : StubHandler.Status(status));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Contains("'Service Heartbeat'", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal((5, 4 + 4), (stub.Requests.Count(static r => r.Method == "POST"), stub.Requests.Count(static r => r.Method == "GET")));
    }

    [Fact]
    public async Task A_repeat_that_conflicts_with_what_no_list_shows_is_unknown()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, 409), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task What_is_refused_after_an_attempt_that_nobody_saw_fail_is_unknown()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(401));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, 401), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task A_list_that_is_refused_as_a_conflict_is_no_conflict_of_the_heartbeat()
    {
        using StubHandler stub = new(static request => request.Method == "GET" ? StubHandler.Status(409) : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
    }

    [Fact]
    public async Task A_heartbeat_of_that_name_that_tells_nothing_else_is_not_taken_for_it()
    {
        using StubHandler stub = new(static request => request.Method == "GET"
            ? StubHandler.Json("""{"values": [{"name": "Service Heartbeat", "interval": null}]}""") : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal(CompassErrorKind.OutcomeUnknown, failure.Kind);
        Assert.Single(stub.Requests, static request => request.Method == "POST");
    }
}
