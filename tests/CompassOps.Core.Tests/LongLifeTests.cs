using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>Checks that a client does not leak resources if it sends a very large number of requests.</summary>
[Collection(Alone.Name)]
public sealed class LongLifeTests
{
    private const string Descriptors = "/proc/self/fd";

    [Fact]
    [Trait("Category", "Measured")]
    public Task Two_thousand_requests_leak_no_memory_connections_or_threads() => RunAsync(2_000);

    [Fact]
    [Trait("Category", "Soak")]
    public Task A_hundred_thousand_requests_leak_no_memory_connections_or_threads() => RunAsync(100_000);

    private static async Task RunAsync(int calls)
    {
        int sent = 0;
        using RawServer server = new(_ => ++sent % 50 == 0 ? RawServer.Text("", 503) : RawServer.Text(Samples.Pong));
        server.Requests.Clear();
        using CompassClient client = server.Client(retries: 5);
        async Task PingAsync(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.NotNull((await client.PingHeartbeatAsync("t", "h", false)).Message);
                server.Requests.Clear();
            }
        }

        await PingAsync(1_000);
        (long memory, int handles, int threads) = Measure();
        await PingAsync(calls);
        (long memoryAfter, int handlesAfter, int threadsAfter) = Measure();

        Assert.InRange(memoryAfter - memory, long.MinValue, 2_000_000);
        Assert.True(handlesAfter - handles <= 20, $"The number of handles rose from {handles} to {handlesAfter}: {string.Join(", ", Handles())}");
        Assert.InRange(threadsAfter - threads, int.MinValue, 20);
        Assert.InRange(server.Connections, 1, 3);
    }

    private static (long Memory, int Handles, int Threads) Measure()
    {
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        using Process process = Process.GetCurrentProcess();
        return (memory, Directory.Exists(Descriptors) ? Handles().Count() : process.HandleCount, process.Threads.Count);
    }

    /// <summary>Returns the open file handles, except handles of assemblies that xUnit loads during the test.</summary>
    private static IEnumerable<string> Handles() => !Directory.Exists(Descriptors) ? [] : Directory.GetFiles(Descriptors)
        .Select(static file => new FileInfo(file).LinkTarget ?? "gone").Where(static target => !target.EndsWith(".dll", StringComparison.Ordinal));
}
