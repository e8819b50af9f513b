using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks the client with randomly changed responses. For each response, the client must return an object or a clear error.
/// </summary>
public sealed class FuzzTests
{
    private static readonly string[] Bodies =
    [
        Samples.Heartbeat,
        Samples.Maintenance,
        Samples.Pong,
        $$$"""{"values":[{{{Samples.Heartbeat}}},{{{Samples.Heartbeat}}}],"links":{"next":"/v1/teams/t/heartbeats?offset=13&size=5"}}""",
        $$$"""{"values":[{{{Samples.Maintenance}}}],"links":{"next":"/v1/maintenances?offset=50&size=25"}}""",
        """{"errors":[{"title":"Name is taken","code":"DUP"}]}""",
        """{"code":401,"message":"Unauthorized; scope does not match"}""",
        """{"platformTeams":[{"teamId":"1","teamName":"Shop"}]}""",
    ];

    [Fact]
    public Task Mutated_responses_give_a_result_or_an_API_error() => RunAsync(1, 2_000);

    [Fact]
    [Trait("Category", "Soak")]
    public async Task Many_mutated_responses_are_handled_within_a_minute()
    {
        Stopwatch watch = Stopwatch.StartNew();
        await RunAsync(2, 20_000);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Mutated_responses_are_handled_over_a_real_connection()
    {
        Random random = new(3);
        string head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Samples.Maintenance.Length}\r\nX-Request-Id: r\r\n\r\n";
        using RawServer server = new(_ =>
        {
            byte[] bytes;
            lock (random)
            {
                bytes = Mutate(random, Encoding.UTF8.GetBytes(head + Samples.Maintenance));
            }

            return async (stream, stopped) =>
            {
                await stream.WriteAsync(bytes, stopped);
                return false;
            };
        });
        using CompassClient client = server.Client(retries: 0, timeout: TimeSpan.FromSeconds(10));

        for (int i = 0; i < 200; i++)
        {
            await EndsWellAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "m"), $"answer {i} on the wire");
        }
    }

    private static async Task RunAsync(int seed, int count)
    {
        Random random = new(seed);
        using StubHandler stub = new(_ =>
        {
            int status = random.Next(4) switch { 0 => 200, 1 => 201, 2 => random.Next(200, 600), _ => 200 };
            string body = Bodies[random.Next(Bodies.Length)];
            byte[] bytes = random.Next(3) == 0
                ? Encoding.UTF8.GetBytes(Reshape(random, JsonNode.Parse(body)!)?.ToJsonString() ?? "null")
                : Mutate(random, Encoding.UTF8.GetBytes(body));
            HttpResponseMessage response = new((System.Net.HttpStatusCode)status) { Content = new ByteArrayContent(bytes) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", random.Next(2) == 0 ? "application/json" : RandomJson.Text(random, 8));
            response.Headers.TryAddWithoutValidation("Retry-After", random.Next(2) == 0 ? "1" : RandomJson.Text(random, 8));
            return response;
        });
        using CompassClient client = Clients.Over(stub, options: Clients.Options(new Uri($"https://fuzz-{seed}.example.com"), retries: 1));
        Func<Task>[] calls =
        [
            () => client.GetMaintenanceAsync(MaintenanceScope.Team("t"), "m"),
            () => client.UpdateHeartbeatAsync("t", "h", new HeartbeatPatch { Description = "x" }),
            () => client.PingHeartbeatAsync("t", "h", random.Next(2) == 0),
            () => FirstPagesAsync(client.ListHeartbeatsAsync("t", ListOptions.All)),
            () => FirstPagesAsync(client.ListMaintenancesAsync(MaintenanceScope.Global, ListOptions.All)),
            () => client.DeleteHeartbeatAsync("t", "h"),
            () => client.CancelMaintenanceAsync(MaintenanceScope.Global, "m"),
            () => client.ListTeamsAsync(),
            () => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()),
            () => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()),
        ];
        while (stub.Requests.Count < count)
        {
            string what = $"request {stub.Requests.Count} of seed {seed}";
            for (int i = 0; i < 200; i++)
            {
                await EndsWellAsync(calls[random.Next(calls.Length)], what);
            }
        }
    }

    private static async Task EndsWellAsync(Func<Task> call, string what)
    {
        try
        {
            await call().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (CompassApiException failure)
        {
            Assert.False(string.IsNullOrWhiteSpace(failure.Message), what);
            Assert.DoesNotContain(failure.Message, char.IsControl);
        }
        catch (Exception failure)
        {
            Assert.Fail($"{what}: {failure}");
        }
    }

    private static async Task FirstPagesAsync<T>(IAsyncEnumerable<IReadOnlyList<T>> pages)
    {
        int read = 0;
        await foreach (IReadOnlyList<T> page in pages)
        {
            Assert.NotEmpty(page);
            if (++read == 3)
            {
                break;
            }
        }
    }

    /// <summary>Returns a copy in which some bytes are changed, removed, repeated or inserted.</summary>
    private static byte[] Mutate(Random random, byte[] bytes)
    {
        List<byte> mutated = [.. bytes];
        for (int i = random.Next(0, 6); i > 0 && mutated.Count > 0; i--)
        {
            int at = random.Next(mutated.Count);
            int length = Math.Min(random.Next(1, 20), mutated.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    mutated[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mutated.RemoveRange(at, length);
                    break;
                case 2:
                    mutated.InsertRange(at, mutated.GetRange(at, length));
                    break;
                case 3:
                    mutated.Insert(at, "{}[]\",:0-\\u\n\0<"u8[random.Next(14)]);
                    break;
                default:
                    mutated.RemoveRange(at, mutated.Count - at);
                    break;
            }
        }

        return mutated.ToArray();
    }

    /// <summary>
    /// Returns a copy of a JSON value in which some fields are missing, and some values are replaced by random values of any type.
    /// </summary>
    private static JsonNode? Reshape(Random random, JsonNode node)
    {
        if (random.Next(10) == 0)
        {
            return RandomJson.Node(random, 3);
        }

        return node switch
        {
            JsonObject fields => new JsonObject(fields.Where(_ => random.Next(10) > 0)
                .Select(field => KeyValuePair.Create(field.Key, field.Value is null ? null : Reshape(random, field.Value)))),
            JsonArray items => new JsonArray(items.Select(item => item is null ? null : Reshape(random, item)).ToArray()),
            _ => node.DeepClone(),
        };
    }
}
