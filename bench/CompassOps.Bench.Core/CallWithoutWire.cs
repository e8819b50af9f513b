using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using CompassOps.Http;

namespace CompassOps.Bench.Core;

/// <summary>Measures a ping over a handler that responds at once: the time that Core itself takes.</summary>
public class CallWithoutWire
{
    private const string Team = "77b933c9-92bb-46e7-a73c-764b8d7c3c25";

    // They are kept until the process ends.
    private static readonly CompassClient Client = NewClient();
    private static readonly HttpClient Bare = NewBare();

    [Benchmark(Description = "a ping through Core, without a wire")]
    public Task<HeartbeatPing> Core() => Client.PingHeartbeatAsync(Team, "branch-router-4711", verify: false);

    [Benchmark(Description = "a ping through HttpClient, without a wire, for comparison")]
    public async Task<string> Plain()
    {
        using HttpResponseMessage response = await Bare.PostAsync($"v1/teams/{Team}/heartbeats/ping?name=branch-router-4711", null);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static CompassClient NewClient()
    {
        SecureString token = new();
        token.AppendChar('t');
        return new CompassClient(
            new CompassClientOptions { CloudId = "bench", UserName = "bench@example.com", Token = token }, new Pong(), Clock.System);
    }

    private static HttpClient NewBare()
    {
        HttpClient bare = new(new Pong()) { BaseAddress = Client.BaseAddress };
        bare.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "dA==");
        return bare;
    }

    private sealed class Pong : HttpMessageHandler
    {
        private static readonly byte[] Body = """{"message":"PONG - Heartbeat received"}"""u8.ToArray();
        private static readonly MediaTypeHeaderValue Json = new("application/json");

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            ByteArrayContent content = new(Body);
            content.Headers.ContentType = Json;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
