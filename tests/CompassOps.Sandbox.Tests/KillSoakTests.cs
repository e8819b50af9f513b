// Kills the sandbox process while it writes its state file, and checks that no confirmed change is lost.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace CompassOps.Sandbox.Tests;

[Collection("alone")]
public sealed class KillSoakTests(ITestOutputHelper output)
{
    private const int Writes = 1000;

    [Theory]
    [Trait("Category", "Soak")]
    [InlineData(1, 37)]
    [InlineData(1, 612)]
    [InlineData(8, 250)]
    [InlineData(8, 777)]
    [InlineData(32, 500)]
    [InlineData(32, 999)]
    public async Task A_kill_loses_no_acknowledged_write(int clients, int killAfter)
    {
        string folder = Directory.CreateTempSubdirectory("compassops-sandbox-").FullName;
        try
        {
            string path = Path.Combine(folder, "state.json");
            ConcurrentDictionary<string, bool> answered = await WriteUntilKilled(path, clients, killAfter);
            Assert.InRange(answered.Count, killAfter, Writes);

            using SandboxFixture sandbox = new(new SandboxOptions { StatePath = path });
            string[] found = await Names(sandbox);
            output.WriteLine($"{clients} clients: {answered.Count} answered, {found.Length} found");
            Assert.Empty(answered.Keys.Except(found));
            Assert.True(found.Length <= answered.Count + clients, "The state file has more heartbeats than the clients requested.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ConcurrentDictionary<string, bool>> WriteUntilKilled(string path, int clients, int killAfter)
    {
        using SandboxProcess program = new("--state", path, "--token", "t", "--cloud-id", "c");
        string url = $"{program.Printed("BaseUri")}compass/cloud/c/ops{SandboxFixture.Heartbeats}";
        using HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = clients });
        client.DefaultRequestHeaders.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{program.Printed("Email")}:t")));
        ConcurrentDictionary<string, bool> answered = new();
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i <= Writes; i = Interlocked.Increment(ref next))
            {
                try
                {
                    string json = JsonSerializer.Serialize(new { name = $"h{i}", interval = i, intervalUnit = "minutes", description = new string('x', 200) });
                    using HttpResponseMessage response = await client.PostAsync(url, new StringContent(json, Encoding.UTF8, "application/json"));
                    Assert.Equal(201, (int)response.StatusCode);
                }
                catch (HttpRequestException)
                {
                    return;
                }

                answered[$"h{i}"] = true;
                if (answered.Count >= killAfter)
                {
                    program.Kill();
                }
            }
        })));
        return answered;
    }

    private static async Task<string[]> Names(SandboxFixture sandbox)
    {
        List<string> names = new();
        for (int offset = 0; ; offset += 100)
        {
            JsonElement page = (await sandbox.Get($"{SandboxFixture.Heartbeats}?size=100&offset={offset}")).Json;
            names.AddRange(page.GetProperty("values").EnumerateArray().Select(row => row.GetProperty("name").GetString()!));
            if (!page.GetProperty("links").TryGetProperty("next", out _))
            {
                return [.. names];
            }
        }
    }
}
