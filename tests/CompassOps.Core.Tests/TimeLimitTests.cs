using System;
using System.Net.Http;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks that each operation ends within its time limit, and sends at most the allowed number of requests.</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("read")]
    [InlineData("delete")]
    [InlineData("cancel")]
    [InlineData("heartbeat")]
    [InlineData("window")]
    [Trait("Category", "Slow")]
    public void Any_sequence_of_failures_stays_within_the_time_and_attempt_limits(string what) => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        Gen.Choose(0, 6).ToArbitrary(),
        Gen.Choose(0, 40).ToArbitrary(),
        (seed, retries, longest) =>
        {
            TestClock clock = new(seed);
            Random random = new(seed);
            int sent = 0;
            using StubHandler stub = new(request =>
            {
                sent += request.Method == Method(what) ? 1 : 0;
                clock.Advance(new TimeSpan((long)(random.NextDouble() * Attempt.Ticks)));
                return Any(random, request.Method == "GET" && what is "heartbeat" or "window");
            });
            Uri host = new($"https://{Guid.NewGuid():N}.example.com/");
            using CompassClient client = Clients.Over(
                stub, clock, Clients.Options(host, retries, Attempt, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(longest)));
            TimeSpan start = clock.Elapsed;
            try
            {
                CallAsync(client, what).GetAwaiter().GetResult();
            }
            catch (CompassApiException failure)
            {
                Assert.NotNull(failure.Message);
            }

            // The stub ignores cancellation, so the last attempt can end after the time limit. An attempt takes at most Attempt.
            return clock.Elapsed - start <= client.MaximumCallTime + Attempt && sent >= 1 && sent <= retries + 1;
        }).QuickCheckThrowOnFailure();

    private static string Method(string what) => what switch
    {
        "read" => "GET",
        "delete" => "DELETE",
        _ => "POST",
    };

    private static Task CallAsync(CompassClient client, string what) => what switch
    {
        "read" => client.GetMaintenanceAsync(MaintenanceScope.Global, "m"),
        "delete" => client.DeleteHeartbeatAsync("t", "h"),
        "cancel" => client.CancelMaintenanceAsync(MaintenanceScope.Global, "m"),
        "heartbeat" => client.CreateHeartbeatAsync("t", Samples.NewHeartbeat()),
        _ => client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance()),
    };

    private static HttpResponseMessage Any(Random random, bool isLook) => random.Next(12) switch
    {
        0 => StubHandler.Reset(),
        1 => StubHandler.Refused(),
        2 or 3 => StubHandler.Status(429, ("Retry-After", random.Next(100).ToString(System.Globalization.CultureInfo.InvariantCulture))),
        4 => StubHandler.Status(503, ("Retry-After", "20")),
        5 => StubHandler.Json("{"),
        6 or 7 or 8 => StubHandler.Status(new[] { 408, 500, 502, 503, 504, 409 }[random.Next(6)]),
        _ when isLook => StubHandler.Json(Samples.NoValues),
        _ => StubHandler.Status(500),
    };
}
