using BenchmarkDotNet.Attributes;
using CompassOps.Http;

namespace CompassOps.Bench.Core;

/// <summary>Measures filling in the path of an operation.</summary>
public class PathOfRequest
{
    private const string Team = "77b933c9-92bb-46e7-a73c-764b8d7c3c25";

    [Benchmark(Description = "the path of a ping")]
    public object Plain() => OperationPath.Of(Operations.PingHeartbeat, Team, name: "branch-router-4711");

    [Benchmark(Description = "the path of a ping whose name has to be encoded")]
    public object Encoded() => OperationPath.Of(Operations.PingHeartbeat, Team, name: "Straße 4711: Router & Drucker");
}
