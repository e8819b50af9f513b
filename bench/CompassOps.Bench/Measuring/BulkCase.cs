using System.Collections.Generic;

namespace CompassOps.Bench.Measuring;

/// <summary>Sends many pings in one pipeline, over HTTPS.</summary>
/// <param name="IsHttp2">Whether the server offers HTTP/2.</param>
/// <param name="Latency">The response time of the server, in milliseconds.</param>
/// <param name="AtOnce">The number of concurrent requests.</param>
/// <param name="Pings">The number of pings. It is large enough to measure a steady rate.</param>
internal sealed record BulkCase(bool IsHttp2, int Latency, int AtOnce, int Pings)
{
    /// <summary>All cases.</summary>
    public static readonly IReadOnlyList<BulkCase> All =
    [
        new(true, 20, 8, 200), new(true, 20, 32, 1000), new(true, 20, 128, 2000), new(true, 100, 32, 256),
        new(false, 20, 8, 200), new(false, 20, 32, 1000), new(false, 20, 128, 2000), new(false, 100, 32, 256),
    ];

    /// <summary>The name of the protocol.</summary>
    public string Protocol => IsHttp2 ? "HTTP/2" : "HTTP/1.1";

    /// <summary>The key of the figures for the module.</summary>
    public string Cmdlet => $"bulk cmdlet {Name}";

    /// <summary>The key of the figures for the client in C#.</summary>
    public string Client => $"bulk client {Name}";

    /// <summary>The description of the case.</summary>
    public string Name => $"{Protocol}, latency {Latency} ms, {AtOnce} at once";

    /// <summary>Returns the root address of the server for this case.</summary>
    public string Root(ServerProcess server) => ServerProcess.After(IsHttp2 ? server.Http2 : server.Http1, Latency);
}
