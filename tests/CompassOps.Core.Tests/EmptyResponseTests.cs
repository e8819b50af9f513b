using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks requests whose response has no body. The client must then read the changed object, or search for the new object.
/// </summary>
public sealed class EmptyResponseTests
{
    private static readonly HeartbeatPatch HeartbeatPatch = new() { Description = "d", AlertTags = ["t"] };
    private static readonly MaintenancePatch WindowPatch = new() { EndDate = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    public static TheoryData<int, string> Answers => new()
    {
        { 204, "" }, { 200, "" }, { 202, "" }, { 200, "  \r\n" }, { 200, "null" }, { 200, "{ }" }, { 200, "\uFEFF" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task After_an_update_request_without_a_response_body_the_client_reads_the_heartbeat(int status, string body)
    {
        using StubHandler stub = new(request => request.Method == "PATCH"
            ? Response(status, body) : StubHandler.Json($$"""{"values":[{{Samples.Heartbeat}}]}"""));
        using CompassClient client = Clients.Over(stub);

        Heartbeat changed = await client.UpdateHeartbeatAsync("t", "Service Heartbeat", HeartbeatPatch);

        Assert.Equal("Responsive", changed.Status);
        Assert.Equal(["PATCH", "GET"], stub.Requests.Select(static request => request.Method));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task After_an_update_or_cancel_request_without_a_response_body_the_client_reads_the_window(int status, string body)
    {
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Json(Samples.Maintenance) : Response(status, body));
        using CompassClient client = Clients.Over(stub);

        foreach (MaintenanceScope scope in new[] { MaintenanceScope.Global, MaintenanceScope.Team("t") })
        {
            Assert.Equal("Maintenance Plan", (await client.UpdateMaintenanceAsync(scope, "m", WindowPatch)).Description);
            Assert.Equal("Maintenance Plan", (await client.CancelMaintenanceAsync(scope, "m")).Description);
        }

        Assert.Equal(["PATCH", "GET", "POST", "GET", "PATCH", "GET", "POST", "GET"], stub.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task A_204_with_a_content_type_counts_as_empty()
    {
        using StubHandler stub = new(static request =>
        {
            HttpResponseMessage response = request.Method == "GET" ? StubHandler.Json(Samples.Maintenance) : Response(204, "");
            response.Content.Headers.ContentType = new("text/html");
            return response;
        });
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("Maintenance Plan", (await client.CancelMaintenanceAsync(MaintenanceScope.Global, "m")).Description);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task If_reading_after_a_change_fails_the_known_values_are_returned(int status)
    {
        using StubHandler stub = new(request => request.Method == "GET" ? StubHandler.Status(status) : Response(204, ""));
        using CompassClient client = Clients.Over(stub);

        Heartbeat heartbeat = await client.UpdateHeartbeatAsync("t", "hb", HeartbeatPatch);
        Maintenance changed = await client.UpdateMaintenanceAsync(MaintenanceScope.Team("t"), "m", WindowPatch);
        Maintenance cancelled = await client.CancelMaintenanceAsync(MaintenanceScope.Global, "m");

        Assert.Equal(("hb", "t", "d", "t"), (heartbeat.Name, heartbeat.TeamId, heartbeat.Description, heartbeat.AlertTags.Single()));
        Assert.Equal(("m", "t", WindowPatch.EndDate), (changed.Id, changed.TeamId, changed.EndDate));
        Assert.Equal(("m", "cancelled"), (cancelled.Id, cancelled.Status));
    }

    [Fact]
    public async Task A_cancel_request_succeeds_if_no_time_is_left_to_read_the_window()
    {
        using CancellationTokenSource stop = new();
        using StubHandler stub = new(request =>
        {
            if (request.Method == "GET")
            {
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            }

            return Response(204, "");
        });
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("cancelled", (await client.CancelMaintenanceAsync(MaintenanceScope.Global, "m", null, stop.Token)).Status);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{\"message\":\"Unauthorized\"}")]
    [InlineData("[]")]
    public async Task A_body_that_is_not_an_object_is_still_an_error(string body)
    {
        using StubHandler stub = new(request => Response(200, body));
        using CompassClient client = Clients.Over(stub);

        Assert.Equal(
            CompassErrorKind.InvalidResponse, (await Clients.FailsAsync(() => client.CancelMaintenanceAsync(MaintenanceScope.Global, "m"))).Kind);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_create_request_without_a_response_body_is_followed_by_a_search(int status, string body)
    {
        MaintenanceService service = new(CreateResult.Works);
        using StubHandler stub = new(request =>
        {
            HttpResponseMessage response = service.Respond(request);
            return request.Method == "POST" ? Response(status, body) : response;
        });
        using CompassClient client = Clients.Over(stub);

        Assert.Equal("window-1", (await client.CreateMaintenanceAsync(MaintenanceScope.Global, Samples.NewMaintenance())).Id);
        Assert.Equal(["POST", "GET"], stub.Requests.Select(static request => request.Method));
    }

    private static HttpResponseMessage Response(int status, string body) => new((HttpStatusCode)status)
    {
        Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)),
    };
}
