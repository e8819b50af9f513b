using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CompassOps.Serialization;

namespace CompassOps.Bench.Core;

/// <summary>Measures reading a page of a hundred heartbeats in the contract's form.</summary>
public class PageOfHeartbeats
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly byte[] _page = Encoding.UTF8.GetBytes(
        "{\"values\":[" + string.Join(',', Enumerable.Range(0, 100).Select(Item)) + "],\"links\":{\"next\":\"/v1/teams/t/heartbeats?offset=100&size=100\"}}");

    [Benchmark(Description = "a page of 100 heartbeats read by Core")]
    public object Read() => PageReader.Heartbeats(_page, "77b933c9-92bb-46e7-a73c-764b8d7c3c25");

    [Benchmark(Description = "a page of 100 heartbeats read by JsonSerializer, for comparison")]
    public object? Deserialize() => JsonSerializer.Deserialize<Page>(_page, Web);

    private static string Item(int number) =>
        $$"""{"name":"branch-router-{{number}}","description":"Pings every five minutes","interval":5,"intervalUnit":"Minutes","enabled":true,"status":"Responsive","ownerTeamId":"4b26961a-a837-49d2-a1fe-0973013e3c3b","alertMessage":"The branch's router is silent","alertTags":["Branch","Network"],"alertPriority":"P2"}""";

    private sealed record Page(IReadOnlyList<Beat> Values, Links Links);

    private sealed record Links(string? Next);

    private sealed record Beat(
        string Name, string Description, int Interval, string IntervalUnit, bool Enabled, string Status, string OwnerTeamId,
        string AlertMessage, IReadOnlyList<string> AlertTags, string AlertPriority);
}
