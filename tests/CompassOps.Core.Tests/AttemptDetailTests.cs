using System;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>Checks the debug output of a request, which contains headers without secrets and the start of the body.</summary>
public sealed class AttemptDetailTests
{
    [Theory]
    [InlineData("Date", "Tue, 01 Jan 2030 00:00:00 GMT")]
    [InlineData("Retry-After", "7")]
    [InlineData("Server", "edge")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Request-Id", "r-1")]
    [InlineData("atl-request-id", "r-2")]
    [InlineData("atl-traceid", "r-3")]
    [InlineData("x-arequestid", "r-4")]
    [InlineData("X-Trace-Id", "r-5")]
    [InlineData("X-RateLimit-Limit", "100")]
    [InlineData("X-RateLimit-Remaining", "99")]
    [InlineData("X-RateLimit-Reset", "60")]
    public async Task Headers_without_secrets_are_shown(string name, string value)
    {
        string detail = await DetailAsync(() => StubHandler.Status(404, (name, value)));

        Assert.Contains($"< {name}: {value}{Environment.NewLine}", detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("< (", detail, StringComparison.Ordinal);
    }

    // This test does not run on .NET Framework, which adds the Content-Length header only when it sends the body.
    [Trait("NetFramework", "differs")]
    [Fact]
    public async Task The_detail_shows_the_request_and_then_the_response()
    {
        string[] lines = (await DetailAsync(static () => StubHandler.Status(404, ("X-A", "secret"), ("X-B", "secret"), ("Via", "a"), ("Via", "b"))))
            .Split(Environment.NewLine);

        Assert.Equal(
            new[]
            {
                "> PATCH https://detail.example.com/compass/cloud/cloud-1/ops/v1/maintenances/m",
                "> Accept: application/json",
                "> User-Agent: CompassOps",
                "> (1 more header not shown)",
                "> Content-Type: application/json",
                "> Content-Length: 19",
                """> {"description":"d"}""",
                "< 404",
                "< Via: a, b",
                "< (2 more headers not shown)",
                "< Content-Type: application/json; charset=utf-8",
                "< Content-Length: 24",
                """< {"message":"status 404"}""",
                "",
            },
            lines);
    }

    [Theory]
    [InlineData(4096, false)]
    [InlineData(4097, true)]
    [InlineData(50_000, true)]
    public async Task A_long_body_is_truncated(int length, bool cut)
    {
        string body = "{\"message\":\"" + new string('x', length - 14) + "\"}";
        string detail = await DetailAsync(() => StubHandler.Json(body, 400));

        string shown = detail.Split(Environment.NewLine).Single(static line => line.StartsWith("< {", StringComparison.Ordinal));
        Assert.Equal("< " + body[..4096] + (cut ? " …" : ""), shown);
    }

    [Fact]
    public async Task Without_a_response_the_detail_shows_only_the_request()
    {
        string detail = await DetailAsync(StubHandler.Reset);

        Assert.Contains("> PATCH ", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("< ", detail, StringComparison.Ordinal);
    }

    private static async Task<string> DetailAsync(Func<HttpResponseMessage> answer)
    {
        using StubHandler stub = StubHandler.InTurn(answer);
        using CompassClient client = Clients.Over(stub, options: Clients.Options(new Uri("https://detail.example.com/"), 0));
        Notes notes = new(wantsDetail: true);
        MaintenancePatch patch = new() { Description = "d" };
        await Clients.FailsAsync(() => client.UpdateMaintenanceAsync(MaintenanceScope.Global, "m", patch, notes));
        return Assert.Single(notes.Attempts).Detail!;
    }
}
