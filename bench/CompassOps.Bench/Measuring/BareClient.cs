using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Bench.Measuring;

/// <summary>The client that a user would write in C# with <see cref="HttpClient"/> alone: the fastest one to compare with.</summary>
internal sealed class BareClient : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly string _base;

    /// <param name="root">The server's root.</param>
    public BareClient(string root)
    {
        _base = root + "/compass/cloud/bench/ops";
        string basic = Convert.ToBase64String("bench@example.com:a-token-of-the-usual-length-which-is-not-secret"u8);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", basic);
    }

    /// <summary>Sends pings with the given concurrency; returns the seconds.</summary>
    public double Ping(int count, int atOnce)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int last = 0;
        Task[] tasks = new Task[atOnce];
        for (int i = 0; i < atOnce; i++)
        {
            tasks[i] = Task.Run(PingOnAsync);
        }

        Task.WaitAll(tasks);
        return watch.Elapsed.TotalSeconds;

        async Task PingOnAsync()
        {
            for (int number = Interlocked.Increment(ref last); number <= count; number = Interlocked.Increment(ref last))
            {
                using HttpResponseMessage response = await _client.PostAsync($"{_base}/v1/teams/team-100000/heartbeats/ping?name=beat-{number}", null);
                await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            }
        }
    }

    /// <summary>Lists heartbeats as objects, page by page; returns the seconds.</summary>
    public double List(int count, int pageSize)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int listed = ListAsync(count, pageSize).GetAwaiter().GetResult();
        return listed == count ? watch.Elapsed.TotalSeconds : throw new MeasureException($"{listed} heartbeats were listed of {count}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<int> ListAsync(int count, int pageSize)
    {
        int listed = 0;
        string? next = $"/v1/teams/team-{count}/heartbeats?size={pageSize}";
        while (next is not null)
        {
            Page? page = await _client.GetFromJsonAsync<Page>(_base + next);
            listed += page!.Values.Count;
            next = page.Links.Next;
        }

        return listed;
    }

    private sealed record Page(IReadOnlyList<Item> Values, Links Links);

    private sealed record Links(string? Next);

    private sealed record Item(
        string Name, string Description, int Interval, string IntervalUnit, bool Enabled, string Status, string OwnerTeamId,
        string AlertMessage, IReadOnlyList<string> AlertTags, string AlertPriority);
}
