using System.Collections.Generic;

namespace CompassOps.Bench.Measuring;

/// <summary>A measure that sends many pings in one pipeline over HTTPS.</summary>
/// <param name="IsHttp2">Whether the measure uses HTTP/2 instead of HTTP/1.1.</param>
/// <param name="Latency">The time in milliseconds that the server waits before it responds.</param>
/// <param name="AtOnce">The maximum number of requests that run at the same time.</param>
/// <param name="Pings">The number of pings. It is high, so that the results of different rounds are similar.</param>
internal sealed record BulkCase(bool IsHttp2, int Latency, int AtOnce, int Pings)
{
    public static readonly IReadOnlyList<BulkCase> All =
    [
        new(true, 20, 8, 200), new(true, 20, 32, 1000), new(true, 20, 128, 2000), new(true, 100, 32, 256),
        new(false, 20, 8, 200), new(false, 20, 32, 1000), new(false, 20, 128, 2000), new(false, 100, 32, 256),
    ];

    public string Protocol => IsHttp2 ? "HTTP/2" : "HTTP/1.1";

    /// <summary>The key under which <see cref="Results"/> stores the results of the module.</summary>
    public string Cmdlet => $"bulk cmdlet {Name}";

    /// <summary>The key under which <see cref="Results"/> stores the results of <see cref="BareClient"/>.</summary>
    public string Client => $"bulk client {Name}";

    public string Name => $"{Protocol}, latency {Latency} ms, {AtOnce} pings at the same time";

    public string Root(ServerProcess server) => ServerProcess.After(IsHttp2 ? server.Http2 : server.Http1, Latency);
}
