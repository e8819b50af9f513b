using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using System.Web;
using CompassOps.Core.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks that lists return each object once and request only the pages that they need.</summary>
public sealed class PagingTests
{
    [Fact]
    public async Task Every_page_is_read_and_the_base_path_is_kept()
    {
        using StubHandler stub = new(request => List(request, 245));
        using CompassClient client = Clients.Over(stub);

        List<Heartbeat> all = await Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All));

        Assert.Equal(Names(245), all.Select(static heartbeat => heartbeat.Name));
        Assert.All(all, static heartbeat => Assert.Equal("t", heartbeat.TeamId));
        Assert.All(stub.Requests, static request => Assert.Equal(Clients.BasePath + "v1/teams/t/heartbeats", request.Path));
        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public void Any_list_is_complete_and_in_order_over_any_page_size_limit_and_failures() => Prop.ForAll(
        Gen.Choose(0, 120).ToArbitrary(),
        Gen.Choose(1, 30).ToArbitrary(),
        Gen.Choose(0, 1000).ToArbitrary(),
        (count, size, seed) =>
        {
            Random random = new(seed);
            int skip = random.Next(0, 10);
            int? limit = random.Next(3) == 0 ? random.Next(0, count + 10) : null;
            using StubHandler stub = new(request => random.Next(4) == 0 ? Failure(random) : List(request, count));
            using CompassClient client = Clients.Over(stub, options: Clients.Options(new Uri("https://p.example.com"), 100));
            ListOptions options = new() { PageSize = size, Skip = skip, Limit = limit };
            IEnumerable<string> names = Clients.AllAsync(client.ListHeartbeatsAsync("t", options)).GetAwaiter().GetResult().Select(static h => h.Name);
            return names.SequenceEqual(Names(count).Skip(skip).Take(limit ?? int.MaxValue));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("/v1/maintenances?offset=1&size=1", "?offset=1&size=1&type=non-expired")]
    [InlineData("/v1/maintenances?cursor=x", "?cursor=x&type=non-expired")]
    [InlineData("/v1/maintenances", "?type=non-expired")]
    [InlineData("/v1/maintenances?type=NON_EXPIRED&offset=1", "?type=NON_EXPIRED&offset=1")]
    public async Task A_link_without_the_filter_of_the_list_is_followed_with_the_filter(string next, string sent)
    {
        using StubHandler stub = StubHandler.InTurn(
            () => StubHandler.Json("""{"values":[{"id":"m1"}],"links":{"next":"LINK"}}""".Replace("LINK", next, StringComparison.Ordinal)), static () => StubHandler.Json("""{"values":[{"id":"m2"}]}"""));
        using CompassClient client = Clients.Over(stub);

        await Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, new ListOptions { Type = "NonExpired", PageSize = 1 }));

        Assert.Equal(sent, stub.Requests[1].Address.Query);
    }

    [Fact]
    public async Task A_search_by_name_keeps_the_name_if_the_link_omits_it()
    {
        using StubHandler stub = StubHandler.InTurn(
            static () => StubHandler.Json("""{"values":[{"name":"other"}],"links":{"next":"/v1/teams/t/heartbeats?offset=1"}}"""),
            static () => StubHandler.Json("""{"values":[{"name":"a&b"}]}"""));
        using CompassClient client = Clients.Over(stub);

        Assert.NotNull(await client.FindHeartbeatAsync("t", "a&b"));

        Assert.Equal("?offset=1&name=a%26b", stub.Requests[1].Address.Query);
    }

    [Fact]
    public async Task A_thousand_pages_are_read()
    {
        using StubHandler stub = new(request => List(request, 1000));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal(1000, (await Clients.AllAsync(client.ListHeartbeatsAsync("t", new ListOptions { PageSize = 1 }))).Count);
    }

    [Theory]
    [InlineData(10, null, 1, "size=10")]
    [InlineData(20, null, 1, "size=20")]
    [InlineData(99, null, 1, "size=99")]
    [InlineData(100, null, 1, "size=100")]
    [InlineData(250, null, 3, "size=100")]
    [InlineData(10, 5, 2, "size=5")]
    [InlineData(3, 50, 1, "size=3")]
    [InlineData(0, null, 0, null)]
    public async Task A_list_with_a_limit_requests_only_the_pages_that_it_needs(int limit, int? size, int pages, string? query)
    {
        using StubHandler stub = new(request => List(request, 1_000_000));
        using CompassClient client = Clients.Over(stub);

        List<Heartbeat> all = await Clients.AllAsync(client.ListHeartbeatsAsync("t", new ListOptions { Limit = limit, PageSize = size }));

        Assert.Equal(limit, all.Count);
        Assert.Equal(pages, stub.Requests.Count);
        Assert.Equal(query, stub.Requests is [ReceivedRequest first, ..] ? first.Address.Query.TrimStart('?') : null);
    }

    [Fact]
    public async Task Stopping_early_requests_at_most_one_more_page()
    {
        using StubHandler stub = new(request => List(request, 1_000_000));
        using CompassClient client = Clients.Over(stub);

        await foreach (IReadOnlyList<Heartbeat> page in client.ListHeartbeatsAsync("t", ListOptions.All))
        {
            Assert.Equal(100, page.Count);
            break;
        }

        Assert.InRange(stub.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task The_next_page_is_requested_while_the_caller_processes_the_current_one()
    {
        using RawServer server = new(static seen => RawServer.Text(List(seen, 140).Content.ReadAsStringAsync().GetAwaiter().GetResult()));
        using CompassClient client = server.Client();
        await using IAsyncEnumerator<IReadOnlyList<Heartbeat>> pages = client.ListHeartbeatsAsync("t", ListOptions.All).GetAsyncEnumerator();

        Assert.True(await pages.MoveNextAsync());

        Assert.True(SpinWait.SpinUntil(() => server.Requests.Count == 2, 10_000));
    }

    [Fact]
    public async Task An_item_that_moves_to_a_neighboring_page_is_returned_once()
    {
        int requests = 0;
        using StubHandler stub = new(request =>
        {
            // Insert an object at the start of the list, so that the last object of each page moves to the next page.
            int pushed = requests++;
            return List(request, 260, index => index < pushed ? $"new-{index}" : $"h-{index - pushed:D5}", pushed);
        });
        using CompassClient client = Clients.Over(stub);

        List<Heartbeat> all = await Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All));

        Assert.Equal(Names(260), all.Select(static heartbeat => heartbeat.Name));
    }

    [Fact]
    public async Task An_item_that_reappears_two_pages_later_is_returned_once()
    {
        string[][] pages = [["a", "b"], ["c"], ["b", "d"], ["e"]];
        using StubHandler stub = Pages(pages);
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("abcde", string.Concat((await Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All))).Select(static h => h.Name)));
    }

    [Theory]
    [InlineData("""{"values":[]}""")]
    [InlineData("""{"values":null}""")]
    [InlineData("""{"values":[],"links":null}""")]
    [InlineData("""{"values":[],"links":{}}""")]
    [InlineData("""{"values":[null],"links":{"next":null}}""")]
    [InlineData("""{"values":[],"links":{"next":""}}""")]
    [InlineData("""{"links":{"next":" "},"values":[]}""")]
    [InlineData("[]")]
    public async Task Every_form_of_a_missing_next_link_ends_the_list(string body)
    {
        using StubHandler stub = new(_ => StubHandler.Json(body));
        using CompassClient client = Clients.Over(stub);

        Assert.Empty(await Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All)));
        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"values":{}}""")]
    [InlineData("""{"values":[5]}""")]
    [InlineData("""{"values":[{}]}""")]
    [InlineData("""{"values":[],"links":{"next":5}}""")]
    [InlineData("""{"values":[],"links":"/v1/x"}""")]
    [InlineData("\"text\"")]
    public async Task A_response_that_is_not_a_list_is_an_error(string body)
    {
        using StubHandler stub = new(_ => StubHandler.Json(body));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(
            () => Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All)));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }

    [Theory]
    [InlineData("https://evil.example.com/v1/maintenances")]
    [InlineData("/../../x")]
    [InlineData("/v1/maintenances?offset=5")]
    [InlineData("/v1/maintenances?offset=0")]
    public async Task A_link_that_cannot_be_followed_is_an_error_after_the_objects_of_its_page(string next)
    {
        using StubHandler stub = new(_ => StubHandler.Json($$$"""{"values":[{"id":"m"}],"links":{"next":"{{{next}}}"}}"""));
        using CompassClient client = Clients.Over(stub);
        List<Maintenance> read = new();

        CompassApiException failure = await Clients.FailsAsync(async () =>
        {
            await foreach (IReadOnlyList<Maintenance> page in client.ListMaintenancesAsync(MaintenanceScope.Global, new ListOptions { Skip = 5 }))
            {
                read.AddRange(page);
            }
        });

        Assert.Equal(CompassErrorKind.PagingError, failure.Kind);
        Assert.Equal("m", Assert.Single(read).Id);
        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task A_page_loop_of_any_length_is_detected(int length)
    {
        int requests = 0;
        using StubHandler stub = new(_ =>
        {
            int page = requests++ % length;
            return StubHandler.Json($$$"""{"values":[{"id":"m{{{page}}}"}],"links":{"next":"/v1/maintenances?cursor={{{(page + 1) % length}}}"}}""");
        });
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(
            () => Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All)));

        Assert.Equal(CompassErrorKind.PagingError, failure.Kind);
        Assert.InRange(requests, 1, 3 * (length + 1));
    }

    [Fact]
    public async Task Endless_empty_pages_are_an_error()
    {
        int offset = 0;
        using StubHandler stub = new(_ => StubHandler.Json($$$"""{"values":[],"links":{"next":"/v1/maintenances?offset={{{++offset}}}"}}"""));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(
            () => Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All)));

        Assert.Equal(CompassErrorKind.PagingError, failure.Kind);
        Assert.Equal(20, stub.Requests.Count);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a,")]
    [InlineData("a,,,,b")]
    [InlineData("a,b,c")]
    public async Task Items_that_are_repeated_without_end_are_an_error_and_each_is_returned_once(string rows)
    {
        string[] pages = rows.Split(',');
        int page = 0;
        using StubHandler stub = new(_ => Growing(pages[page % pages.Length], ++page));
        using CompassClient client = Clients.Over(stub);
        List<string> read = [];

        CompassApiException failure = await Clients.FailsAsync(() => ReadAsync(client, read));

        Assert.Equal(CompassErrorKind.PagingError, failure.Kind);
        Assert.Contains("only repeated objects of earlier pages", failure.Message, StringComparison.Ordinal);
        Assert.InRange(stub.Requests.Count, 20, 20 + pages.Length);
        Assert.Equal(read.Distinct(), read);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task A_list_that_restarts_under_growing_offsets_is_an_error(int length)
    {
        int page = 0;
        using StubHandler stub = new(_ => Growing($"m{page % length}", ++page));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => ReadAsync(client, []));

        Assert.Equal(CompassErrorKind.PagingError, failure.Kind);
        Assert.InRange(stub.Requests.Count, length, 8 * length);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Three_slow_empty_pages_in_a_row_are_an_error(int barren, bool complete)
    {
        int page = 0;
        TestClock clock = new();
        using StubHandler stub = new(_ =>
        {
            clock.Advance(TimeSpan.FromSeconds(4));
            return page++ < barren ? Growing("", page) : StubHandler.Json("""{"values":[{"id":"last"}]}""");
        });
        using CompassClient client = Clients.Over(stub, clock);
        List<string> read = [];

        if (complete)
        {
            await ReadAsync(client, read);
            Assert.Equal(["last"], read);
        }
        else
        {
            Assert.Equal(CompassErrorKind.PagingError, (await Clients.FailsAsync(() => ReadAsync(client, read))).Kind);
        }
    }

    [Fact]
    public async Task A_buffered_list_is_limited_in_length()
    {
        int page = 0;
        using StubHandler stub = new(_ => Growing($"m{page}", ++page));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(
            () => Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, new ListOptions { Maximum = 50 })));

        Assert.Equal(CompassErrorKind.PagingError, failure.Kind);
        Assert.Contains("more than 50 objects", failure.Message, StringComparison.Ordinal);
        Assert.Equal(51, stub.Requests.Count);
    }

    [Fact]
    public async Task A_search_in_an_endless_list_ends()
    {
        int page = 0;
        using StubHandler stub = new(request => request.Method == "POST" ? StubHandler.Reset() : Growing($"m{page}", ++page));
        using CompassClient client = Clients.Over(stub);

        CompassApiException lost = await Clients.FailsAsync(() => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()));
        int requests = stub.Requests.Count;

        Assert.Equal(CompassErrorKind.OutcomeUnknown, lost.Kind);
        Assert.Contains("more than 500 pages", lost.Message, StringComparison.Ordinal);
        Assert.Equal(501, requests);
    }

    private static HttpResponseMessage Growing(string id, int offset)
    {
        string row = id.Length == 0 ? "" : $$"""{"id":"{{id}}"}""";
        return StubHandler.Json($$$"""{"values":[{{{row}}}],"links":{"next":"/v1/maintenances?offset={{{offset}}}"}}""");
    }

    private static async Task ReadAsync(CompassClient client, List<string> read)
    {
        await foreach (IReadOnlyList<Maintenance> windows in client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All))
        {
            read.AddRange(windows.Select(static window => window.Id));
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task List_WhenTheServiceRejectsThePageSize_UsesTheDefaultPageSize(int status)
    {
        using StubHandler stub = new(request => Size(request) is > 50 ? StubHandler.Status(status) : List(request, 45));
        using CompassClient client = Clients.Over(stub);

        List<Heartbeat> first = await Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All));
        List<Heartbeat> second = await Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All));
        List<Heartbeat> few = await Clients.AllAsync(client.ListHeartbeatsAsync("t", new ListOptions { Limit = 3 }));

        Assert.Equal(Names(45), first.Select(static heartbeat => heartbeat.Name));
        Assert.Equal(Names(45), second.Select(static heartbeat => heartbeat.Name));
        Assert.Equal(3, few.Count);
        string[] pages = ["", "?offset=20&size=20", "?offset=40&size=20"];
        Assert.Equal(["?size=100", .. pages, .. pages, "?size=3"], stub.Requests.Select(static request => request.Address.Query));
    }

    [Fact]
    public async Task List_WhenEveryRequestIsRejected_ReportsTheErrorAndKeepsThePageSize()
    {
        bool refuses = true;
        using StubHandler stub = new(request => refuses ? StubHandler.Status(400) : List(request, 2));
        using CompassClient client = Clients.Over(stub);

        CompassApiException failure = await Clients.FailsAsync(() => Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All)));
        refuses = false;
        await Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All));

        Assert.Equal(CompassErrorKind.InvalidRequest, failure.Kind);
        Assert.Equal(["?size=100", "", "?size=100"], stub.Requests.Select(static request => request.Address.Query));
    }

    [Fact]
    public async Task List_WhenTheServiceRejectsThePageSizeOfTheCaller_Fails()
    {
        using StubHandler stub = new(request => Size(request) is > 50 ? StubHandler.Status(400) : List(request, 45));
        using CompassClient client = Clients.Over(stub);
        await Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All));

        await Clients.FailsAsync(() => Clients.AllAsync(client.ListHeartbeatsAsync("t", new ListOptions { PageSize = 60 })));

        Assert.Equal("?size=60", stub.Requests[^1].Address.Query);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(30, 100)]
    [InlineData(99, 100)]
    [InlineData(7, 10)]
    public async Task List_WhenPagesAreShortAndLinksSkipItems_ReturnsEachItem(int most, int size)
    {
        using StubHandler stub = new(request => List(request, 245, most: most));
        using CompassClient client = Clients.Over(stub);

        List<Heartbeat> all = await Clients.AllAsync(client.ListHeartbeatsAsync("t", new ListOptions { PageSize = size }));

        Assert.Equal(Names(245), all.Select(static heartbeat => heartbeat.Name));
    }

    [Fact]
    public async Task List_WhenTheServiceFiltersItsPages_ReturnsEachItem()
    {
        using StubHandler stub = new(static request =>
        {
            int offset = int.Parse(HttpUtility.ParseQueryString(request.Address.Query)["offset"] ?? "0", CultureInfo.InvariantCulture);
            object[] values = Enumerable.Range(offset, 100).Where(static row => row % 90 == 0 && row <= 9000).Select(static row => (object)new { id = $"m{row}" }).ToArray();
            string? next = offset < 9000 ? $"/v1/maintenances?offset={offset + 100}&size=100" : null;
            return StubHandler.Json(JsonSerializer.Serialize(new { values, links = new { next } }));
        });
        using CompassClient client = Clients.Over(stub);

        List<Maintenance> all = await Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All));

        Assert.Equal(Enumerable.Range(0, 101).Select(static index => $"m{index * 90}"), all.Select(static window => window.Id));
    }

    [Theory]
    [InlineData("""{"platformTeams":[{"teamId":"1","teamName":"Shop"},{"teamId":"2"}]}""")]
    [InlineData("""[{"teamId":"1","teamName":"Shop"},{"teamId":"2","teamName":null}]""")]
    [InlineData("""{"values":[{"teamId":1,"teamName":"Shop"},{"teamId":"2"}]}""")]
    public async Task Teams_are_read_in_every_known_shape(string body)
    {
        using StubHandler stub = new(_ => StubHandler.Json(body));
        using CompassClient client = Clients.Over(stub);

        IReadOnlyList<Team> teams = await client.ListTeamsAsync();

        Assert.Equal(new[] { ("1", (string?)"Shop"), ("2", null) }, teams.Select(static team => (team.TeamId, team.TeamName)));
    }

    [Fact]
    public async Task A_heartbeat_is_found_by_its_exact_name_on_any_page()
    {
        using StubHandler stub = Pages([["H"], ["other"], ["h"]]);
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("h", (await client.FindHeartbeatAsync("t", "h"))!.Name);
        Assert.Contains("name=h", stub.Requests[0].Address.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("H,other", "H")]
    [InlineData("H,ħ", "H")]
    [InlineData("HH,Hh", null)]
    [InlineData("other", null)]
    public async Task Without_an_exact_match_the_only_name_that_differs_in_case_is_found(string names, string? found)
    {
        using StubHandler stub = Pages([names.Split(',')]);
        using CompassClient client = Clients.Over(stub);

        Assert.Equal(found, (await client.FindHeartbeatAsync("t", names.StartsWith("HH", StringComparison.Ordinal) ? "hh" : "h"))?.Name);
    }

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(static index => $"h-{index:D5}");

    /// <summary>Returns a page of a list in the format of the service. The request specifies the offset and size of the page.</summary>
    private static HttpResponseMessage List(ReceivedRequest request, int count, Func<int, string>? name = null, int more = 0, int most = int.MaxValue)
    {
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(request.Address.Query);
        int offset = int.Parse(query["offset"] ?? "0", CultureInfo.InvariantCulture);
        int size = int.Parse(query["size"] ?? "20", CultureInfo.InvariantCulture);
        name ??= static index => $"h-{index:D5}";
        int end = Math.Min(offset + size, count + more);
        object values = Enumerable.Range(offset, Math.Max(0, end - offset)).Take(most).Select(index => new { name = name(index) }).ToArray();
        string? next = end < count + more || most < end - offset ? $"/v1/teams/t/heartbeats?offset={offset + size}&size={size}" : null;
        return StubHandler.Json(JsonSerializer.Serialize(new { values, links = new { next } }));
    }

    private static int? Size(ReceivedRequest request) =>
        int.TryParse(HttpUtility.ParseQueryString(request.Address.Query)["size"], NumberStyles.Integer, CultureInfo.InvariantCulture, out int size) ? size : null;

    private static StubHandler Pages(string[][] pages)
    {
        int next = 0;
        return new StubHandler(_ =>
        {
            object values = pages[next++].Select(static name => new { name }).ToArray();
            return StubHandler.Json(JsonSerializer.Serialize(
                new { values, links = new { next = next < pages.Length ? $"/v1/teams/t/heartbeats?offset={next * 2}" : "" } }));
        });
    }

    private static HttpResponseMessage Failure(Random random) => random.Next(8) switch
    {
        0 => StubHandler.Reset(),
        1 => StubHandler.Refused(),
        2 => StubHandler.Status(429, ("Retry-After", "3")),
        _ => StubHandler.Status(new[] { 408, 429, 500, 502, 503, 504 }[random.Next(6)]),
    };
}
