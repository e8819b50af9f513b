using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Bench;

/// <summary>
/// Sends pings and list requests with <see cref="HttpClient"/> only, without retries. The benchmark compares the module with this
/// client. The shell that measures the module also loads this class, so that the module and the client run in the same process.
/// </summary>
public sealed class BareClient : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Creates a client that uses HTTP/2 if the server supports it. The number of connections has no limit.</summary>
    public BareClient()
    {
        _client = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = true }) { DefaultRequestVersion = HttpVersion.Version20 };
        string basic = Convert.ToBase64String("bench@example.com:a-token-of-the-usual-length-which-is-not-secret"u8);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", basic);
    }

    /// <summary>
    /// Sends <paramref name="count"/> pings, at most <paramref name="atOnce"/> at the same time. Returns the duration in seconds.
    /// </summary>
    public double Ping(string root, int count, int atOnce)
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
                using HttpResponseMessage response = await _client.PostAsync(
                    $"{root}/compass/cloud/bench/ops/v1/teams/{TeamId(2000)}/heartbeats/ping?name=beat-{number}", null);
                await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            }
        }
    }

    /// <summary>
    /// Lists all heartbeats of a team page by page, with the default page size of the service. Returns the duration in seconds.
    /// </summary>
    public double List(string root, int count)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int listed = ListAsync(root, count).GetAwaiter().GetResult();
        return listed == count
            ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"The list contains {listed} heartbeats instead of {count}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string TeamId(int heartbeats) => $"00000000-0000-4000-8000-{heartbeats:d12}";

    private async Task<int> ListAsync(string root, int count)
    {
        int listed = 0;
        string? next = $"/v1/teams/{TeamId(count)}/heartbeats";
        while (next is not null)
        {
            Page? page = await _client.GetFromJsonAsync<Page>($"{root}/compass/cloud/bench/ops{next}");
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
