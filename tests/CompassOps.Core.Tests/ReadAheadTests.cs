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

/// <summary>Checks how the client reads a list if it requests up to four pages at the same time.</summary>
public sealed class ReadAheadTests
{
    [Fact]
    public async Task List_WhenLinksFollowOffsetAndSize_ReadsUpToFourPagesAtTheSameTimeInOrder()
    {
        using ShiftingService service = new(2000) { Pause = static () => Task.Delay(20) };

        List<Heartbeat> all = await Clients.AllAsync(service.Client.ListHeartbeatsAsync("t", ListOptions.All));

        Assert.Equal(ShiftingService.Names(2000), all.Select(static heartbeat => heartbeat.Name));
        Assert.InRange(service.MostInFlight, 3, 4);
        Assert.InRange(service.Requests, 21, 24);
    }

    [Fact]
    public async Task Lists_OfOneConnection_ShareTheLimitOfFourRequests()
    {
        using ShiftingService service = new(1500) { Pause = static () => Task.Delay(5) };

        List<Heartbeat>[] all = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            team => Clients.AllAsync(service.Client.ListHeartbeatsAsync($"t{team}", ListOptions.All))));

        Assert.All(all, static list => Assert.Equal(1500, list.Count));
        Assert.InRange(service.MostInFlight, 2, 4);
    }

    [Fact]
    public async Task List_AfterThrottling_RequestsOnePageAtATime()
    {
        using ShiftingService service = new(2000) { Pause = static () => Task.Delay(5) };
        service.Fails = number => number == 1 ? StubHandler.Status(429, ("Retry-After", "1")) : null;

        List<Heartbeat> all = await Clients.AllAsync(service.Client.ListHeartbeatsAsync("t", ListOptions.All));

        Assert.Equal(2000, all.Count);
        Assert.Equal(1, service.MostInFlight);
    }

    [Theory]
    [InlineData(1000, 10)]
    [InlineData(650, 7)]
    public async Task List_WithALimit_RequestsNoPageThatItDoesNotNeed(int limit, int requests)
    {
        using ShiftingService service = new(5000);

        List<Heartbeat> all = await Clients.AllAsync(service.Client.ListHeartbeatsAsync("t", new ListOptions { Limit = limit }));

        Assert.Equal(ShiftingService.Names(limit), all.Select(static heartbeat => heartbeat.Name));
        Assert.Equal(requests, service.Requests);
    }

    [Fact]
    public async Task List_WhenThePageAfterNextFails_ReportsItOnlyWhenThatPageIsReached()
    {
        using ShiftingService service = new(2000);
        service.FailsAt = static offset => offset >= 900 ? StubHandler.Status(403) : null;
        List<string> read = [];

        CompassApiException failure = await Clients.FailsAsync(async () =>
        {
            await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", ListOptions.All))
            {
                read.AddRange(page.Select(static heartbeat => heartbeat.Name));
                await Task.Delay(10);
            }
        });

        Assert.Equal(CompassErrorKind.Forbidden, failure.Kind);
        Assert.InRange(read.Count, 890, 1000);
        Assert.Equal(ShiftingService.Names(read.Count), read);
    }

    [Fact]
    public async Task List_WhenTheServiceRejectsOffsetsThatAreInNoLink_FollowsTheLinks()
    {
        using ShiftingService service = new(1200);
        service.FailsAt = static offset => offset % 100 != 0 ? StubHandler.Status(400) : null;

        List<Heartbeat> all = await Clients.AllAsync(service.Client.ListHeartbeatsAsync("t", ListOptions.All));

        Assert.Equal(ShiftingService.Names(1200), all.Select(static heartbeat => heartbeat.Name));
    }

    [Fact]
    public async Task List_WhenTheCallerStopsEarly_CancelsItsRequests()
    {
        using ShiftingService service = new(5000);
        int pages = 0;

        await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", ListOptions.All))
        {
            if (++pages == 8)
            {
                service.Pause = static () => Task.Delay(Timeout.Infinite);
                continue;
            }

            if (pages == 9)
            {
                break;
            }
        }

        Assert.Equal(0, service.InFlight);
        Assert.InRange(service.Requests, 9, 13);
    }

    /// <summary>
    /// In this test, other clients only add items to the list. If they removed items that the client has already read, the client
    /// could miss other items.
    /// </summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void List_WhenOtherClientsAddItems_ReturnsEachItemOnceInOrder() => Prop.ForAll(
        Gen.Choose(0, 1000).ToArbitrary(), Gen.Choose(20, 40).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (count, size, seed) =>
        {
            using ShiftingService service = new(count) { Random = new Random(seed), Adds = true };
            List<string> read = Clients.AllAsync(service.Client.ListHeartbeatsAsync("t", new ListOptions { PageSize = size }))
                .GetAwaiter().GetResult().Select(static heartbeat => heartbeat.Name).ToList();
            return read.Where(static name => name[0] == 'h').SequenceEqual(ShiftingService.Names(count)) && read.Distinct().Count() == read.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Category", "Slow")]
    public void List_WhenThisProcessRemovesItems_ReturnsEachItemOnce() => Prop.ForAll(
        Gen.Choose(0, 900).ToArbitrary(), Gen.Choose(20, 40).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (count, size, seed) =>
        {
            Random random = new(seed);
            using ShiftingService service = new(count) { Random = new Random(seed + 1) };
            List<string> read = RemoveSomeAsync(service, size, random).GetAwaiter().GetResult();
            return read.Order(StringComparer.Ordinal).SequenceEqual(ShiftingService.Names(count));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static async Task<List<string>> RemoveSomeAsync(ShiftingService service, int size, Random random)
    {
        List<string> read = [];
        int quietPages = random.Next(0, 15);
        await foreach (IReadOnlyList<Heartbeat> page in service.Client.ListHeartbeatsAsync("t", new ListOptions { PageSize = size }))
        {
            foreach (Heartbeat heartbeat in page)
            {
                read.Add(heartbeat.Name);
                if (quietPages <= 0 && random.Next(2) == 0)
                {
                    await service.Client.DeleteHeartbeatAsync("t", heartbeat.Name);
                }
            }

            quietPages--;
        }

        return read;
    }

    /// <summary>
    /// Simulates a service with a list that changes while the client reads it. Can also simulate failures, short pages, and responses
    /// in any order.
    /// </summary>
    private sealed class ShiftingService : HttpMessageHandler
    {
        private readonly object _lock = new();
        private readonly List<string> _names;
        private int _inFlight;
        private int _added;

        public ShiftingService(int count)
        {
            _names = Names(count).ToList();
            Client = Clients.Over(this, options: Clients.Options(new Uri($"https://ahead-{Guid.NewGuid():N}.example.com"), 100));
        }

        public CompassClient Client { get; }

        public Func<Task>? Pause { get; set; }

        public Func<int, HttpResponseMessage?>? Fails { get; set; }

        public Func<int, HttpResponseMessage?>? FailsAt { get; set; }

        /// <summary>If not null, the service responds in random order, and sometimes with a failure or a short page.</summary>
        public Random? Random { get; init; }

        public bool Adds { get; init; }

        public int Requests { get; private set; }

        public int MostInFlight { get; private set; }

        public int InFlight => Volatile.Read(ref _inFlight);

        public static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(static index => $"h-{index:D5}");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
            int pause;
            lock (_lock)
            {
                MostInFlight = Math.Max(MostInFlight, ++_inFlight);
                pause = Random?.Next(4) ?? 0;
            }

            try
            {
                if (Pause is not null)
                {
                    await Pause().WaitAsync(cancellationToken);
                }

                if (pause > 0)
                {
                    await Task.Delay(pause - 1, cancellationToken);
                }

                lock (_lock)
                {
                    return Answer(request.Method, query);
                }
            }
            finally
            {
                Interlocked.Decrement(ref _inFlight);
            }
        }

        private HttpResponseMessage Answer(HttpMethod method, System.Collections.Specialized.NameValueCollection query)
        {
            if (method == HttpMethod.Delete)
            {
                _names.Remove(query["name"]!);
                return StubHandler.Json("{}");
            }

            int number = ++Requests;
            int offset = int.Parse(query["offset"] ?? "0", CultureInfo.InvariantCulture);
            int size = int.Parse(query["size"] ?? "20", CultureInfo.InvariantCulture);
            if ((Fails?.Invoke(number) ?? FailsAt?.Invoke(offset)) is { } failure)
            {
                return failure;
            }

            if (Random?.Next(60) == 0)
            {
                return StubHandler.Status(Random.Next(5) == 0 ? 429 : 503);
            }

            if (Adds && Random!.Next(15) == 0)
            {
                _names.Insert(Random.Next(Math.Min(_names.Count + 1, 100)), $"new-{_added++}");
            }

            int rows = Random?.Next(60) == 0 ? Random.Next(1, size) : size;
            object values = _names.Skip(offset).Take(rows).Select(static name => new { name }).ToArray();
            int end = offset + (Random?.Next(2) == 0 ? rows : size);
            string? next = offset + rows < _names.Count ? $"/v1/teams/t/heartbeats?offset={end}&size={size}" : null;
            return StubHandler.Json(JsonSerializer.Serialize(new { values, links = new { next } }));
        }
    }
}
