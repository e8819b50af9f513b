// Compares the requests and responses of CompassOps.Core with the samples of the API contract.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Tests.Shared;
using Xunit;

namespace CompassOps.Conformance.Tests;

public sealed class CoreAgainstContractTests
{
    public static TheoryData<string> All => new(Sample.All.Select(static sample => sample.Operation));

    public static TheoryData<string> Lists =>
        new(Sample.All.Where(static sample => sample.IsList).Select(static sample => sample.Operation));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Core_sends_the_request_of_the_sample(string operation)
    {
        Sample sample = Sample.Of(operation);
        using RawServer server = new(RepliesTo(sample));
        using CompassClient client = new(Client.Options(server.Root));

        await Client.CallAsync(client, sample);

        ReceivedRequest request = server.Requests.First();
        Assert.Equal(sample.IsList ? 2 : 1, server.Requests.Count);
        Assert.Equal(sample.Method, request.Method);
        Assert.Equal(sample.Target() + SizeOf(sample), request.Target);
        Json.Equal(sample.RequestBody, request.Body.Length == 0 ? null : JsonNode.Parse(request.Body));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Core_sends_the_headers_of_the_sample(string operation)
    {
        Sample sample = Sample.Of(operation);
        using RawServer server = new(RepliesTo(sample));
        using CompassClient client = new(Client.Options(server.Root));

        await Client.CallAsync(client, sample);

        IReadOnlyDictionary<string, string> headers = server.Requests.First().Headers;
        // The samples of DELETE requests have no Accept header. Core sends the header, because error responses have a body.
        Assert.Equal(sample.Headers.GetValueOrDefault("Accept", "application/json"), headers.GetValueOrDefault("Accept"));
        Assert.Equal(sample.Headers.GetValueOrDefault("Content-Type"), headers.GetValueOrDefault("Content-Type"));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client.Email}:{Client.Token}")), headers["Authorization"]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Core_reads_the_response_of_the_sample(string operation)
    {
        Sample sample = Sample.Of(operation);
        using RawServer server = new(RepliesTo(sample));
        using CompassClient client = new(Client.Options(server.Root));

        JsonNode? read = await Client.CallAsync(client, sample);

        JsonNode? expected = sample.ResponseBody?.DeepClone();
        expected?.AsObject().Remove("links");
        Json.Equal(expected, read);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Core_follows_the_next_link_of_the_sample_below_the_base(string operation)
    {
        Sample sample = Sample.Of(operation);
        using RawServer server = new(RepliesTo(sample));
        using CompassClient client = new(Client.Options(server.Root));

        int read = sample.IsHeartbeat
            ? (await Client.AllAsync(client.ListHeartbeatsAsync(Sample.TeamId, ListOptions.All))).Count
            : (await Client.AllAsync(client.ListMaintenancesAsync(sample.Scope, ListOptions.All))).Count;

        Assert.Equal(1, read);
        string next = (string)sample.ResponseBody!["links"]!["next"]!;
        Assert.Equal(
            [sample.Target() + SizeOf(sample), $"/compass/cloud/{Sample.CloudId}/ops{next}"], server.Requests.Select(static request => request.Target));
    }

    /// <summary>
    /// Returns the query that Core adds to a list request: the maximum page size. The samples do not contain a page size.
    /// </summary>
    private static string SizeOf(Sample sample) => sample.IsList ? "?size=100" : "";

    [Fact]
    public async Task The_period_of_the_sample_heartbeat_is_five_days()
    {
        using RawServer server = new(RepliesTo(Sample.Of("ListHeartbeats")));
        using CompassClient client = new(Client.Options(server.Root));

        List<Heartbeat> heartbeats = await Client.AllAsync(client.ListHeartbeatsAsync(Sample.TeamId, new ListOptions { Limit = 1 }));

        Assert.Equal(TimeSpan.FromDays(5), Assert.Single(heartbeats).Period);
    }

    [Theory]
    [InlineData("GetGlobalMaintenance", "Global")]
    [InlineData("GetTeamMaintenance", "Team")]
    public async Task The_window_of_the_sample_lasts_five_minutes_and_has_its_scope(string operation, string scope)
    {
        Sample sample = Sample.Of(operation);
        using RawServer server = new(RepliesTo(sample));
        using CompassClient client = new(Client.Options(server.Root));

        Maintenance window = await client.GetMaintenanceAsync(sample.Scope, Sample.Id);

        Assert.Equal(scope, window.Scope);
        Assert.Equal(TimeSpan.FromMinutes(5), window.Duration);
        Assert.Equal(new DateTimeOffset(2023, 12, 11, 11, 37, 40, 501, TimeSpan.Zero), window.StartDate);
    }

    // The first reply is the response of the sample. If the sample contains no status, the status is 200, or 204 without a body. The
    // second reply is an empty page, which ends a list.
    private static Func<ReceivedRequest, Reply> RepliesTo(Sample sample) => RawServer.InTurn(
        sample.ResponseBody is { } body ? RawServer.Text(body.ToJsonString(), sample.Status ?? 200) : RawServer.Bytes([], sample.Status ?? 204),
        RawServer.Text("""{"values":[],"links":{}}"""));
}
