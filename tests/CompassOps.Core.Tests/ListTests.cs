using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Paging;

namespace CompassOps.Core.Tests;

/// <summary>Checks how the client reads unusual lists, for example lists with repeated objects or empty pages.</summary>
public sealed class ListTests
{
    [Fact]
    public void RecentKeys_knows_the_current_and_the_two_previous_pages()
    {
        RecentKeys keys = new();

        Assert.Equal(new[] { true, false }, Page("a", "a"));
        Assert.Equal(new[] { true }, Page("b"));
        Assert.Equal(new[] { false, true }, Page("a", "c"));
        Assert.Empty(Page());
        Assert.Equal(new[] { false, false, true }, Page("b", "c", "d"));
        Assert.Equal(new[] { true }, Page("e"));
        Assert.Equal(new[] { true }, Page("f"));
        Assert.Equal(new[] { true }, Page("c"));

        bool[] Page(params string[] page)
        {
            keys.NextPage();
            return page.Select(keys.Add).ToArray();
        }
    }

    [Theory]
    [InlineData("offset=5", "offset=6", true)]
    [InlineData("offset=5", "offset=5&size=2", false)]
    [InlineData("offset=5", "offset=4", false)]
    [InlineData("size=2&offset=5", "offset=4&size=2", false)]
    [InlineData("size=2&offset=5", "offset=6&size=2", true)]
    [InlineData("offset=5", "cursor=x", true)]
    [InlineData("cursor=x", "offset=1", true)]
    [InlineData("offset=x", "offset=1", true)]
    [InlineData("offset=5", "offset=-6", true)]
    [InlineData("xoffset=5", "offset=1", true)]
    [InlineData("cursor=x", "cursor=x", false)]
    public void A_next_link_is_followed_if_its_offset_grows_or_is_missing(string from, string to, bool leads)
    {
        Uri @base = new("https://api.example.com/ops/");
        PageLoopDetector trail = new(Operations.ListTeams, @base, new Uri(@base, "v1/teams?" + from));

        CompassApiException? refused = trail.TryFollow("/v1/teams?" + to);

        Assert.Equal(leads, refused is null);
        Assert.Equal(new Uri(@base, "v1/teams?" + (leads ? to : from)), trail.Current);
    }

    [Fact]
    public void A_refused_next_link_is_an_error_with_the_reason()
    {
        Uri @base = new("https://api.example.com/ops/");
        PageLoopDetector trail = new(Operations.ListTeams, @base, new Uri(@base, "v1/teams?offset=5"));

        CompassApiException circle = trail.TryFollow("?offset=5")!;
        CompassApiException lost = trail.TryFollow("?offset=6", "the last pages contain no new objects")!;
        CompassApiException outside = trail.TryFollow("https://elsewhere.example.com/")!;

        Assert.Contains("leads back to a page that was already read", circle.Message, StringComparison.Ordinal);
        Assert.Contains("because the last pages contain no new objects", lost.Message, StringComparison.Ordinal);
        Assert.Contains("leads to an address on another host", outside.Message, StringComparison.Ordinal);
        Assert.All(new[] { circle, lost, outside }, failure =>
        {
            Assert.Equal((CompassErrorKind.PagingError, "ListTeams"), (failure.Kind, failure.Operation));
            Assert.StartsWith("ListTeams: the list is incomplete", failure.Message, StringComparison.Ordinal);
            Assert.Equal("https://api.example.com/ops/v1/teams", failure.Address!.AbsoluteUri);
            Assert.False(string.IsNullOrWhiteSpace(failure.Remedy));
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(33)]
    public void A_page_loop_is_detected_soon(int length)
    {
        Uri @base = new("https://api.example.com/ops/");
        PageLoopDetector trail = new(Operations.ListTeams, @base, new Uri(@base, "v1/teams?cursor=0"));
        int steps = 0;

        while (trail.TryFollow($"?cursor={++steps % length}") is null)
        {
            Assert.InRange(steps, 0, 3 * length);
        }

        Assert.InRange(steps, length, 3 * length);
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public async Task Nineteen_empty_pages_are_followed_and_the_twentieth_fails(int empty, bool complete)
    {
        int page = 0;
        using StubHandler stub = new(_ => ++page <= empty ? Page("", page)
            : page == empty + 1 ? Page("""{"id":"m"}""", page)
            : page <= empty + 2 + 10 ? Page("", page)
            : StubHandler.Json("""{"values":[{"id":"n"}]}"""));
        using CompassClient client = Clients.Over(stub);
        List<string> read = new();
        async Task ReadAsync()
        {
            await foreach (IReadOnlyList<Maintenance> windows in client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All))
            {
                read.AddRange(windows.Select(static window => window.Id));
            }
        }

        if (complete)
        {
            await ReadAsync();
            Assert.Equal(new[] { "m", "n" }, read);
        }
        else
        {
            Assert.Equal(CompassErrorKind.PagingError, (await Clients.FailsAsync(ReadAsync)).Kind);
            Assert.Empty(read);
            Assert.Equal(20, stub.Requests.Count);
        }
    }

    [Fact]
    public async Task An_invalid_next_link_beyond_the_limit_is_ignored()
    {
        using StubHandler stub = new(static _ => StubHandler.Json(
            """{"values":[{"id":"a"},{"id":"a"},{"id":"b"},{"id":"c"}],"links":{"next":"https://elsewhere.example.com/"}}"""));
        using CompassClient client = Clients.Over(stub);

        List<Maintenance> all = await Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, new ListOptions { Limit = 2 }));

        Assert.Equal(new[] { "a", "b" }, all.Select(static window => window.Id));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_page_without_new_items_is_skipped()
    {
        int page = 0;
        using StubHandler stub = new(_ => ++page < 4 ? Page("""{"id":"a"}""", page) : StubHandler.Json("""{"values":[{"id":"b"}]}"""));
        using CompassClient client = Clients.Over(stub);
        List<int> sizes = new();

        await foreach (IReadOnlyList<Maintenance> windows in client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All))
        {
            sizes.Add(windows.Count);
        }

        Assert.Equal(new[] { 1, 1 }, sizes);
        Assert.Equal(4, stub.Requests.Count);
    }

    [Fact]
    public async Task A_failed_read_ahead_is_ignored_after_the_caller_stopped()
    {
        int page = 0;
        using StubHandler stub = new(_ => ++page == 1 ? Page("""{"id":"a"}""", page) : StubHandler.Status(403));
        using CompassClient client = Clients.Over(stub);

        await foreach (IReadOnlyList<Maintenance> windows in client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All))
        {
            Assert.Equal("a", windows.Single().Id);
            break;
        }

        CompassApiException failure = await Clients.FailsAsync(
            () => Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All)));
        Assert.Equal(CompassErrorKind.Forbidden, failure.Kind);
    }

    [Fact]
    public async Task A_read_ahead_is_not_awaited_after_the_caller_stopped()
    {
        using RawServer server = new(static seen => seen.Address.Query.Contains("offset", StringComparison.Ordinal)
            ? RawServer.Silence()
            : RawServer.Text("""{"values":[{"id":"a"}],"links":{"next":"/v1/maintenances?offset=1"}}"""));
        using CompassClient client = server.Client(retries: 0, timeout: TimeSpan.FromMinutes(5));

        Task reading = Task.Run(async () =>
        {
            await foreach (IReadOnlyList<Maintenance> windows in client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All))
            {
                break;
            }
        });

        Assert.Same(reading, await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMinutes(1))));
        await reading;
    }

    [Fact]
    public async Task An_item_that_reappears_after_more_than_two_pages_is_returned_again()
    {
        int page = 0;
        string[] ids = ["a", "b", "c", "d", "a"];
        using StubHandler stub = new(_ => ++page < ids.Length
            ? Page($$"""{"id":"{{ids[page - 1]}}"}""", page)
            : StubHandler.Json("""{"values":[{"id":"a"}]}"""));
        using CompassClient client = Clients.Over(stub);

        List<Maintenance> all = await Clients.AllAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All));

        Assert.Equal(ids, all.Select(static window => window.Id));
    }

    [Theory]
    [InlineData("a,A", "a", "a")]
    [InlineData("A,b", "a", "A")]
    [InlineData("aa,AA,Aa", "aA", null)]
    [InlineData("aa,AA,Aa,aA", "aA", "aA")]
    public async Task A_heartbeat_is_found_by_its_exact_name_or_by_the_only_name_that_differs_in_case(string names, string name, string? found)
    {
        string values = string.Join(",", names.Split(',').Select(static each => $$"""{"name":"{{each}}"}"""));
        using StubHandler stub = new(_ => StubHandler.Json($$"""{"values":[{{values}}]}"""));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal(found, (await client.FindHeartbeatAsync("t", name))?.Name);
    }

    private static HttpResponseMessage Page(string values, int number) => StubHandler.Json(
        $$$"""{"values":[{{{values}}}],"links":{"next":"/v1/maintenances?offset={{{number}}}"}}""");
}
