using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using System.Web;
using CompassOps.Core.Tests.Support;
using CompassOps.Paging;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks how the client reads a list while other clients remove or create objects.</summary>
public sealed class ShiftingListTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(46)]
    [InlineData(203)]
    public async Task Removing_each_listed_item_removes_everything(int count)
    {
        using Service service = new(count);

        await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", new ListOptions { PageSize = 20 }))
        {
            foreach (Heartbeat heartbeat in page)
            {
                await service.Client.DeleteHeartbeatAsync("t", heartbeat.Name);
            }
        }

        Assert.Empty(service.Names);
    }

    [Fact]
    public void Each_item_is_listed_once_whatever_is_removed_meanwhile() => Prop.ForAll(
        Gen.Choose(0, 150).ToArbitrary(),
        Gen.Choose(1, 25).ToArbitrary(),
        Gen.Choose(0, 100_000).ToArbitrary(),
        (count, size, seed) =>
        {
            Random random = new(seed);
            using Service service = new(count);
            List<string> listed = new();
            RemoveSomeAsync(service, size, random, listed).GetAwaiter().GetResult();
            return listed.Order().SequenceEqual(Service.FirstNames(count)) && listed.Count == count;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    [Trait("Category", "Slow")]
    public async Task Removing_many_during_read_ahead_removes_everything(int atOnce)
    {
        using Service service = new(500, isSlow: true);
        using SemaphoreSlim slots = new(atOnce);
        ConcurrentQueue<Task> removals = new();

        await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", new ListOptions { PageSize = 20 }))
        {
            foreach (Heartbeat heartbeat in page)
            {
                await slots.WaitAsync();
                removals.Enqueue(RemoveAsync(heartbeat.Name));
            }
        }

        await Task.WhenAll(removals);
        Assert.Empty(service.Names);
        Assert.Equal(500, service.Removals);

        async Task RemoveAsync(string name)
        {
            await service.Client.DeleteHeartbeatAsync("t", name);
            slots.Release();
        }
    }

    [Fact]
    public async Task Items_created_meanwhile_are_not_listed()
    {
        using Service service = new(50);

        await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", new ListOptions { PageSize = 20 }))
        {
            foreach (Heartbeat heartbeat in page)
            {
                await service.Client.CreateHeartbeatAsync(
                    "t", new HeartbeatCreate { Name = "copy-" + heartbeat.Name, Interval = 5, IntervalUnit = "minutes", Enabled = true });
            }
        }

        Assert.Equal(100, service.Names.Length);
        Assert.Equal(100, (await Clients.AllAsync(service.Client.ListHeartbeatsAsync("t", ListOptions.All))).Count);
    }

    [Fact]
    public async Task Skipped_items_stay_skipped_when_others_are_removed()
    {
        using Service service = new(60);
        List<string> listed = new();

        await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", new ListOptions { Skip = 7, PageSize = 10 }))
        {
            foreach (Heartbeat heartbeat in page)
            {
                listed.Add(heartbeat.Name);
                await service.Client.DeleteHeartbeatAsync("t", heartbeat.Name);
            }
        }

        Assert.Equal(Service.FirstNames(60).Skip(7), listed);
        Assert.Equal(Service.FirstNames(7), service.Names);
    }

    [Fact]
    public async Task Unchanged_lists_are_read_by_their_links()
    {
        using Service service = new(45);

        await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", new ListOptions { PageSize = 20 }))
        {
            await service.Client.DeleteHeartbeatAsync("other", page[0].Name);
        }

        Assert.Equal(["?size=20", "?offset=20&size=20", "?offset=40&size=20"], service.ListQueries);
    }

    [Fact]
    public async Task A_list_ends_despite_endless_removals()
    {
        using Service service = new(100);
        List<string> listed = new();

        await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", new ListOptions { PageSize = 20 }))
        {
            listed.AddRange(page.Select(static heartbeat => heartbeat.Name));
            for (int other = 0; other < 200; other++)
            {
                await service.Client.DeleteHeartbeatAsync("t", $"there-never-was-{other}");
            }
        }

        Assert.Equal(Service.FirstNames(100), listed);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("delete")]
    [InlineData("update")]
    public async Task Windows_that_leave_a_list_do_not_hide_others(string how)
    {
        HashSet<string> gone = new();
        List<string> ids = Enumerable.Range(0, 50).Select(static index => $"m{index:D3}").ToList();
        using StubHandler stub = new(request =>
        {
            if (request.Method == "GET")
            {
                return Service.Page(request, ids.Where(id => !gone.Contains(id)).Select(static id => new { id }).ToArray(), "/v1/maintenances?type=non-expired&");
            }

            string id = request.Path.Split('/').First(part => ids.Contains(part));
            gone.Add(id);
            return StubHandler.Json($$"""{"id":"{{id}}"}""");
        });
        using CompassClient client = Clients.Over(stub);

        await foreach (IReadOnlyList<Maintenance> page in client.ListMaintenancesAsync(MaintenanceScope.Global, new ListOptions { Type = "non-expired" }))
        {
            foreach (Maintenance window in page)
            {
                await (how switch
                {
                    "cancel" => client.CancelMaintenanceAsync(MaintenanceScope.Global, window.Id),
                    "delete" => client.DeleteMaintenanceAsync(MaintenanceScope.Global, window.Id),
                    _ => client.UpdateMaintenanceAsync(MaintenanceScope.Global, window.Id, new MaintenancePatch { Description = "x" }),
                });
            }
        }

        Assert.Equal(50, gone.Count);
    }

    [Fact]
    public async Task Windows_created_meanwhile_are_not_listed()
    {
        List<string> ids = Enumerable.Range(0, 50).Select(static index => $"m{index:D3}").ToList();
        using StubHandler stub = new(request =>
        {
            if (request.Method == "GET")
            {
                return Service.Page(request, ids.Select(static id => new { id }).ToArray(), "/v1/maintenances?");
            }

            ids.Add($"copy-{ids.Count}");
            return StubHandler.Json($$"""{"id":"{{ids[^1]}}"}""", 201);
        });
        using CompassClient client = Clients.Over(stub);
        DateTimeOffset start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        int listed = 0;

        await foreach (IReadOnlyList<Maintenance> page in client.ListMaintenancesAsync(MaintenanceScope.Global, new ListOptions { PageSize = 20 }))
        {
            foreach (Maintenance window in page)
            {
                Assert.InRange(++listed, 1, 50);
                await client.CreateMaintenanceAsync(MaintenanceScope.Global, new MaintenanceCreate
                {
                    Description = window.Id,
                    StartDate = start,
                    EndDate = start.AddHours(1),
                    Rules = [new MaintenanceRule("disabled", "integration", "i")],
                });
            }
        }

        Assert.Equal(100, ids.Count);
    }

    [Fact]
    public async Task A_raw_list_of_heartbeats_returns_each_item_once_if_a_page_is_requested_again()
    {
        using Service service = new(100);
        List<string> listed = new();

        await foreach (IReadOnlyList<object?> page in service.Client.ListAsync(new RawRequest { Path = "v1/teams/t/heartbeats?size=20" }))
        {
            listed.AddRange(page.Select(static item => Field(item, "name")));
            await service.Client.DeleteHeartbeatAsync("t", $"there-never-was-{listed.Count}");
        }

        Assert.Equal(Service.FirstNames(100), listed);
    }

    [Fact]
    public async Task A_raw_list_does_not_return_heartbeats_that_are_created_meanwhile()
    {
        using Service service = new(50);
        int listed = 0;

        await foreach (IReadOnlyList<object?> page in service.Client.ListAsync(new RawRequest { Path = "v1/teams/t/heartbeats?size=20" }))
        {
            foreach (object? item in page)
            {
                Assert.InRange(++listed, 1, 50);
                await service.Client.CreateHeartbeatAsync(
                    "t", new HeartbeatCreate { Name = "copy-" + Field(item, "name"), Interval = 5, IntervalUnit = "minutes", Enabled = true });
            }
        }

        Assert.Equal(100, service.Names.Length);
    }

    [Fact]
    public async Task A_raw_list_does_not_return_windows_that_are_created_meanwhile()
    {
        List<string> ids = Enumerable.Range(0, 50).Select(static index => $"m{index:D3}").ToList();
        using StubHandler stub = new(request =>
        {
            if (request.Method == "GET")
            {
                return Service.Page(request, ids.Select(static id => new { id }).ToArray(), "/v1/maintenances?");
            }

            ids.Add($"copy-{ids.Count}");
            return StubHandler.Json($$"""{"id":"{{ids[^1]}}"}""", 201);
        });
        using CompassClient client = Clients.Over(stub);
        DateTimeOffset start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        int listed = 0;

        await foreach (IReadOnlyList<object?> page in client.ListAsync(new RawRequest { Path = "v1/maintenances?size=20" }))
        {
            foreach (object? item in page)
            {
                Assert.InRange(++listed, 1, 50);
                await client.CreateMaintenanceAsync(MaintenanceScope.Global, new MaintenanceCreate
                {
                    Description = Field(item, "id"),
                    StartDate = start,
                    EndDate = start.AddHours(1),
                    Rules = [new MaintenanceRule("disabled", "integration", "i")],
                });
            }
        }

        Assert.Equal(100, ids.Count);
    }

    [Theory]
    [InlineData("v1/teams/t/heartbeats", true)]
    [InlineData("v1/teams/t/maintenances", true)]
    [InlineData("v1/maintenances", true)]
    [InlineData("v1/alerts/1/notes", false)]
    public void Only_the_changes_of_lists_of_heartbeats_and_windows_stay_in_memory(string path, bool stays)
    {
        Uri list = new("https://changes.example.com/" + path);

        Assert.Equal(stays, ReferenceEquals(ListChanges.Of(list), ListChanges.Of(new Uri(list + "?size=1"))));
    }

    private static string Field(object? item, string name) => (string)((Dictionary<string, object?>)item!)[name]!;

    private static async Task RemoveSomeAsync(Service service, int size, Random random, List<string> listed)
    {
        List<string> pending = new();
        await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", new ListOptions { PageSize = size }))
        {
            foreach (Heartbeat heartbeat in page)
            {
                listed.Add(heartbeat.Name);
                pending.Add(heartbeat.Name);
                while (pending.Count > 0 && random.Next(3) == 0)
                {
                    int at = random.Next(pending.Count);
                    await service.Client.DeleteHeartbeatAsync("t", pending[at]);
                    pending.RemoveAt(at);
                }
            }
        }
    }

    /// <summary>A simulated service with the heartbeats of one team. A list request can contain an offset and a size, as in the API.</summary>
    private sealed class Service : HttpMessageHandler
    {
        private readonly bool _isSlow;
        private readonly List<string> _names;
        private readonly List<string> _listQueries = new();

        public Service(int count, bool isSlow = false)
        {
            _isSlow = isSlow;
            _names = FirstNames(count).ToList();
            Client = Clients.Over(this);
        }

        public CompassClient Client { get; }

        public string[] Names
        {
            get
            {
                lock (_names)
                {
                    return _names.ToArray();
                }
            }
        }

        public List<string> ListQueries => _listQueries;

        public int Removals { get; private set; }

        public static IEnumerable<string> FirstNames(int count) => Enumerable.Range(0, count).Select(static index => $"h-{index:D5}");

        public static HttpResponseMessage Page(ReceivedRequest request, IReadOnlyList<object> all, string link)
        {
            System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(request.Address.Query);
            int offset = int.Parse(query["offset"] ?? "0", CultureInfo.InvariantCulture);
            int size = int.Parse(query["size"] ?? "20", CultureInfo.InvariantCulture);
            object values = all.Skip(offset).Take(size).ToArray();
            string? next = offset + size < all.Count ? $"{link}offset={offset + size}&size={size}" : null;
            return StubHandler.Json(JsonSerializer.Serialize(new { values, links = new { next } }));
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            if (_isSlow)
            {
                await Task.Delay(Random.Shared.Next(0, 4), cancellationToken);
            }

            HttpResponseMessage answer;
            lock (_names)
            {
                answer = Respond(new ReceivedRequest(request.Method.Method, request.RequestUri!, request.RequestUri!.PathAndQuery, body, new Dictionary<string, string>()));
            }

            if (_isSlow)
            {
                await Task.Delay(Random.Shared.Next(0, 4), cancellationToken);
            }

            return answer;
        }

        private HttpResponseMessage Respond(ReceivedRequest request)
        {
            string? name = HttpUtility.ParseQueryString(request.Address.Query)["name"];
            switch (request.Method)
            {
                case "GET":
                    _listQueries.Add(request.Address.Query);
                    return Page(request, _names.Select(static each => (object)new { name = each }).ToArray(), "/v1/teams/t/heartbeats?");
                case "DELETE":
                    Removals++;
                    _names.Remove(name!);
                    return StubHandler.Json("{}");
                default:
                    string created = JsonDocument.Parse(request.Body).RootElement.GetProperty("name").GetString()!;
                    _names.Add(created);
                    return StubHandler.Json(JsonSerializer.Serialize(new { name = created }), 201);
            }
        }
    }
}
