using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>The tests of this collection measure the memory of the process, so no other tests run at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

/// <summary>Checks that the client does not need much memory for a large response.</summary>
[Collection(Alone.Name)]
[Trait("Category", "Measured")]
public sealed class BoundedMemoryTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    [Fact]
    public async Task A_decompression_bomb_fails_before_it_fills_memory()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] blanks = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
            for (int i = 0; i < 200; i++)
            {
                gzip.Write(blanks);
            }
        }

        using RawServer server = new(_ => RawServer.Bytes(packed.ToArray(), 200, "Content-Encoding: gzip", "Content-Type: application/json"));
        using CompassClient client = server.Client(bytes: 1 << 20);

        await AssertTooLargeAsync(client);
    }

    [Theory]
    [InlineData("Content-Length: 209715200\r\n")]
    [InlineData("")]
    public async Task A_response_of_200_megabytes_fails_without_being_read(string length)
    {
        using RawServer server = new(_ => RawServer.Stream($"{Head}{length}\r\n", new byte[1 << 20], 200));
        using CompassClient client = server.Client(bytes: 1 << 20);

        await AssertTooLargeAsync(client);
    }

    [Fact]
    public async Task A_large_declared_length_allocates_no_memory()
    {
        using RawServer server = new(_ => RawServer.Raw(Head + "Content-Length: 1000000000\r\n\r\n{}"));
        using CompassClient client = server.Client(retries: 0, bytes: 1 << 30);
        long before = GC.GetTotalAllocatedBytes();

        await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 10_000_000);
    }

    private static async Task AssertTooLargeAsync(CompassClient client)
    {
        long before = GC.GetTotalAllocatedBytes();
        CompassApiException failure = await Clients.FailsAsync(() => Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All)));

        Assert.Equal(CompassErrorKind.ResponseTooLarge, failure.Kind);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100_000_000);
    }
}
