using System;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks how the client recognizes its new heartbeat in a list after it received no response to the create request.
/// </summary>
public sealed class HeartbeatCreateResolverTests
{
    private const string Unit = """ "name":"Service Heartbeat","interval":5,"intervalUnit":"days" """;

    [Theory]
    [InlineData("", true)]
    [InlineData(""","enabled":true""", true)]
    [InlineData(""","enabled":false""", false)]
    [InlineData(""","description":" WHAT it is for ","alertMessage":"it is down","alertPriority":"p2" """, true)]
    [InlineData(""","description":"something else" """, false)]
    [InlineData(""","alertMessage":"Service Heartbeat is expired" """, false)]
    [InlineData(""","alertPriority":"P3" """, false)]
    [InlineData(""","alertTags":["b","a"]""", true)]
    [InlineData(""","alertTags":["a"]""", false)]
    [InlineData(""","alertTags":["a"," B ","b"]""", true)]
    [InlineData(""","alertTags":["a","b","c"]""", false)]
    [InlineData(""","description":"What it\\r\\nis for" """, false)]
    [InlineData(""","interval":120,"intervalUnit":"Hours" """, true)]
    [InlineData(""","interval":5,"intervalUnit":"hours" """, false)]
    [InlineData(""","interval":6,"intervalUnit":"days" """, false)]
    public async Task A_heartbeat_with_the_requested_settings_is_returned_as_the_new_one(string rest, bool same)
    {
        string whole = ""","description":"what it is for","alertMessage":"It is down","alertPriority":"P2","alertTags":["a","b"]""" + rest;
        HeartbeatCreate request = Samples.NewHeartbeat() with
        {
            Description = "What it is for",
            AlertMessage = " It is down",
            AlertPriority = "P2",
            AlertTags = ["a", "b"],
        };

        await AssertAdoptedAsync(request, "{" + Unit + whole + "}", same);
    }

    [Theory]
    [InlineData(5, "fortnights", "FORTNIGHTS", true)]
    [InlineData(6, "fortnights", "fortnights", false)]
    [InlineData(5, "fortnights", "weeks", false)]
    public Task An_unknown_unit_is_compared_as_its_text(int interval, string unit, string there, bool same) => AssertAdoptedAsync(
        Samples.NewHeartbeat() with { Interval = interval, IntervalUnit = unit },
        $$"""{"name":"Service Heartbeat","interval":5,"intervalUnit":"{{there}}","description":"Heartbeat for checking service health"}""",
        same);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public Task Omitted_settings_match_the_services_defaults(string? empty) => AssertAdoptedAsync(
        new HeartbeatCreate
        {
            Name = "Service Heartbeat",
            Interval = 5,
            IntervalUnit = "days",
            Description = empty,
            AlertMessage = empty,
            AlertPriority = empty,
        },
        "{" + Unit + ""","description":"d","alertMessage":"m","alertPriority":"P3","alertTags":["t"]}""",
        true);

    [Fact]
    public async Task A_name_in_another_case_does_not_match()
    {
        int posts = 0;
        const string Similar = """{"values":[{"name":"SERVICE HEARTBEAT","interval":5,"intervalUnit":"days"}]}""";
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Similar)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Json(Samples.Heartbeat, 201));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("Service Heartbeat", (await client.CreateHeartbeatAsync("t", Samples.NewHeartbeat())).Name);
        Assert.Equal(2, posts);
    }

    [Theory]
    [InlineData("SERVICE HEARTBEAT", true)]
    [InlineData("Service Heartbeat", true)]
    [InlineData("Another", false)]
    public async Task A_name_in_another_case_matches_after_a_conflict(string name, bool same)
    {
        int posts = 0;
        string there = $$"""{"values":[{"name":"{{name}}","interval":5,"intervalUnit":"days","description":"Heartbeat for checking service health"}]}""";
        bool hidden = true;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(hidden ? Samples.NoValues : there)
            : ++posts == 1 ? StubHandler.Reset() : Taken());
        using CompassClient client = Clients.Over(stub);
        Task<Heartbeat> create = client.CreateHeartbeatAsync("t", Samples.NewHeartbeat());

        if (same)
        {
            Assert.Equal(name, (await create).Name);
        }
        else
        {
            Assert.Equal(CompassErrorKind.OutcomeUnknown, (await Clients.FailsAsync(() => create)).Kind);
        }

        System.Net.Http.HttpResponseMessage Taken()
        {
            hidden = false;
            return StubHandler.Status(409);
        }
    }

    [Fact]
    public async Task A_trimmed_name_matches()
    {
        using StubHandler stub = new(static request => request.Method != "GET" ? StubHandler.Reset()
            : request.PathAndQuery.EndsWith("name=Service%20Heartbeat", StringComparison.Ordinal)
                ? StubHandler.Json($$"""{"values":[{{Samples.Heartbeat}}]}""") : StubHandler.Json(Samples.NoValues));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("Service Heartbeat", (await client.CreateHeartbeatAsync("t", new HeartbeatCreate { Name = " Service Heartbeat ", Interval = 5, IntervalUnit = "days" })).Name);
        Assert.Equal(["POST", "GET", "GET"], stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_conflict_with_an_unknown_heartbeat_has_an_unknown_outcome_after_five_searches()
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(409));
        TestClock clock = new() { Fixed = 0 };
        using CompassClient client = Clients.Over(stub, clock);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.OutcomeUnknown, 409, 2), (failure.Kind, failure.StatusCode, posts));
        Assert.Equal(6, stub.Requests.Count(static request => request.Method == "GET"));
        Assert.Equal(new[] { 0, 0.5, 1, 2, 4 }, clock.Waits.Select(static wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    public async Task An_unrelated_error_of_a_retry_is_final(int status)
    {
        int posts = 0;
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.NoValues)
            : ++posts == 1 ? StubHandler.Reset() : StubHandler.Status(status));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((status, 2, 3), (failure.StatusCode, posts, stub.Requests.Count));
    }

    [Fact]
    public async Task The_error_for_a_different_heartbeat_with_the_same_name_has_a_remedy()
    {
        using StubHandler stub = new(static request => request.Method == "GET"
            ? StubHandler.Json("""{"values":[{"name":"Service Heartbeat","interval":9,"intervalUnit":"days"}]}""")
            : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()));

        Assert.Equal((CompassErrorKind.Conflict, "CreateHeartbeat"), (failure.Kind, failure.Operation));
        Assert.Contains("'Service Heartbeat', and its settings differ from the request", failure.Message, StringComparison.Ordinal);
        Assert.Contains("another name", failure.Remedy, StringComparison.Ordinal);
    }

    private static async Task AssertAdoptedAsync(HeartbeatCreate request, string there, bool same)
    {
        using StubHandler stub = new(seen => seen.Method == "GET" ? StubHandler.Json($$"""{"values":[{{there}}]}""") : StubHandler.Reset());
        using CompassClient client = Clients.Over(stub);
        Task<Heartbeat> create = client.CreateHeartbeatAsync("t", request);

        if (same)
        {
            Assert.Equal(request.Name, (await create).Name);
        }
        else
        {
            Assert.Equal(CompassErrorKind.Conflict, (await Clients.FailsAsync(() => create)).Kind);
        }

        Assert.Equal(new[] { "POST", "GET" }, stub.Requests.Select(static seen => seen.Method));
    }
}
