// Sends each operation from CompassOps.Core to the sandbox, for Compass and for Jira Service Management. Core and the sandbox share no
// code, so an error in only one of them makes a test fail.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests;

public sealed class CoreAgainstSandboxTests : IDisposable
{
    private static readonly MaintenanceRule Rule =
        new(MaintenanceRule.Disabled, MaintenanceRule.Integration, "51e9e162-767b-47a6-a00a-4cd8b6f94829");

    private readonly SandboxServer _sandbox = SandboxServer.Start(new SandboxOptions { ClockStopped = true });

    private string TeamId => _sandbox.Teams[0].TeamId;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(CompassProduct.Compass)]
    [InlineData(CompassProduct.JiraServiceManagement)]
    public async Task Every_operation_of_core_reaches_the_sandbox_and_succeeds(CompassProduct product)
    {
        using CompassClient client = Connect(product);

        await HeartbeatsAsync(client);
        await MaintenancesAsync(client, MaintenanceScope.Global);
        await MaintenancesAsync(client, MaintenanceScope.Team(TeamId));
        await LookUpsAsync(client, product);

        Assert.All(_sandbox.Requests, static request => Assert.InRange(request.StatusCode ?? 0, 200, 299));
        Assert.Equal(
            Operations.All.Select(static operation => operation.Name).Order(StringComparer.Ordinal),
            _sandbox.Requests.Select(static request => request.Operation).Distinct().Order(StringComparer.Ordinal));
        string basePath = product == CompassProduct.Compass
            ? $"/compass/cloud/{_sandbox.CloudId}/ops/v1/"
            : $"/jsm/ops/api/{_sandbox.CloudId}/v1/";
        Assert.All(
            _sandbox.Requests.Where(static request => request.Operation != "GetTenantInfo"),
            request => Assert.StartsWith(basePath, request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Objects_created_below_one_product_exist_below_the_other()
    {
        using CompassClient compass = Connect(CompassProduct.Compass);
        using CompassClient service = Connect(CompassProduct.JiraServiceManagement);

        await compass.CreateHeartbeatAsync(TeamId, new HeartbeatCreate { Name = "Nightly backup", Interval = 1, IntervalUnit = "days" });

        Assert.NotNull(await service.FindHeartbeatAsync(TeamId, "Nightly backup"));
    }

    [Theory]
    [InlineData("Order import")]
    [InlineData("50% & more? #1/2+3=4")]
    [InlineData("Kühlhaus – Lübeck ❄")]
    [InlineData("../secret%2Fpath")]
    public async Task Any_name_survives_a_round_trip(string name)
    {
        using CompassClient client = Connect(CompassProduct.Compass);

        await client.CreateHeartbeatAsync(TeamId, new HeartbeatCreate { Name = name, Interval = 1, IntervalUnit = "days" });
        await client.PingHeartbeatAsync(TeamId, name, verify: true);
        Heartbeat changed = await client.UpdateHeartbeatAsync(TeamId, name, new HeartbeatPatch { AlertPriority = "P5" });
        await client.DeleteHeartbeatAsync(TeamId, name);

        Assert.Equal((name, "Responsive", "P5"), (changed.Name, changed.Status, changed.AlertPriority));
        Assert.Empty(await Client.AllAsync(client.ListHeartbeatsAsync(TeamId, ListOptions.All)));
    }

    [Fact]
    public async Task Pages_of_any_size_return_everything_once_and_in_order()
    {
        using CompassClient client = Connect(CompassProduct.JiraServiceManagement);
        string[] names = Enumerable.Range(1, 45).Select(static i => $"Heartbeat {i:00}").ToArray();
        foreach (string name in names)
        {
            await client.CreateHeartbeatAsync(TeamId, new HeartbeatCreate { Name = name, Interval = 1, IntervalUnit = "days" });
        }

        foreach (int? size in new int?[] { null, 1, 7, 45, 100 })
        {
            List<Heartbeat> read = await Client.AllAsync(client.ListHeartbeatsAsync(TeamId, new ListOptions { PageSize = size }));
            Assert.Equal(names, read.Select(static heartbeat => heartbeat.Name));
        }
    }

    [Fact]
    public async Task A_404_response_of_the_sandbox_is_an_error_of_the_kind_NotFound()
    {
        using CompassClient client = Connect(CompassProduct.Compass);

        CompassApiException failure = await Assert.ThrowsAsync<CompassApiException>(
            () => client.GetMaintenanceAsync(MaintenanceScope.Global, "no-such-window"));

        Assert.Equal((CompassErrorKind.NotFound, 404), (failure.Kind, failure.StatusCode));
        Assert.Equal("Maintenance 'no-such-window' does not exist.", failure.ServiceMessage);
        Assert.Equal(_sandbox.Requests[^1].RequestId, failure.RequestId);
    }

    [Fact]
    public async Task A_wrong_token_is_an_authentication_error()
    {
        using CompassClient client = new(Client.Options(_sandbox.BaseUri, _sandbox.CloudId, email: _sandbox.Email, token: "wrong"));

        CompassApiException failure = await Assert.ThrowsAsync<CompassApiException>(() => client.ListTeamsAsync());

        Assert.Equal(401, failure.StatusCode);
    }

    private CompassClient Connect(CompassProduct product) =>
        new(Client.Options(_sandbox.BaseUri, _sandbox.CloudId, product, _sandbox.Email, _sandbox.Token));

    private async Task HeartbeatsAsync(CompassClient client)
    {
        HeartbeatCreate wanted = new()
        {
            Name = "Order import",
            Description = "Orders move into the ERP",
            Interval = 10,
            IntervalUnit = "minutes",
            AlertMessage = "Orders are piling up",
            AlertTags = ["erp", "orders"],
            AlertPriority = "P1",
        };

        Heartbeat created = await client.CreateHeartbeatAsync(TeamId, wanted);
        Assert.Equal(
            (wanted.Name, wanted.Description, true, "Pending"), (created.Name, created.Description, created.Enabled, created.Status));
        Assert.Equal((TimeSpan.FromMinutes(10), TeamId, "P1"), (created.Period, created.OwnerTeamId, created.AlertPriority));
        Assert.Equal((wanted.AlertMessage, "erp orders"), (created.AlertMessage, string.Join(' ', created.AlertTags)));

        HeartbeatPing ping = await client.PingHeartbeatAsync(TeamId, wanted.Name, verify: false);
        Assert.StartsWith("PONG", ping.Message, StringComparison.Ordinal);

        Heartbeat changed = await client.UpdateHeartbeatAsync(TeamId, wanted.Name, new HeartbeatPatch { Description = "", AlertTags = [] });
        Assert.True(string.IsNullOrEmpty(changed.Description));
        Assert.Empty(changed.AlertTags);
        Assert.Equal((wanted.AlertMessage, "Responsive"), (changed.AlertMessage, changed.Status));

        Assert.Equal(wanted.Name, Assert.Single(await Client.AllAsync(client.ListHeartbeatsAsync(TeamId, ListOptions.All))).Name);
        await client.DeleteHeartbeatAsync(TeamId, wanted.Name);
        Assert.Empty(await Client.AllAsync(client.ListHeartbeatsAsync(TeamId, ListOptions.All)));
    }

    private async Task MaintenancesAsync(CompassClient client, MaintenanceScope scope)
    {
        MaintenanceCreate wanted = new()
        {
            Description = "New core switch",
            StartDate = _sandbox.Now,
            EndDate = _sandbox.Now.AddHours(2),
            Rules = [Rule, new MaintenanceRule(MaintenanceRule.Enabled, MaintenanceRule.Policy, "on-call")],
        };

        Maintenance created = await client.CreateMaintenanceAsync(scope, wanted);
        Assert.Equal((scope.TeamId, "active", wanted.Description), (created.TeamId, created.Status, created.Description));
        Assert.Equal((wanted.StartDate, wanted.EndDate), (created.StartDate, created.EndDate));
        Assert.Equal(wanted.Rules.Select(static rule => rule.ToString()), created.Rules.Select(static rule => rule.ToString()));

        MaintenancePatch longer = new() { EndDate = wanted.EndDate.AddHours(1) };
        Maintenance changed = await client.UpdateMaintenanceAsync(scope, created.Id, longer);
        Assert.Equal((TimeSpan.FromHours(3), wanted.Description, 2), (changed.Duration, changed.Description, changed.Rules.Count));

        Maintenance cancelled = await client.CancelMaintenanceAsync(scope, created.Id);
        Assert.Equal((created.Id, "cancelled"), (cancelled.Id, cancelled.Status));
        Assert.Equal("cancelled", (await client.GetMaintenanceAsync(scope, created.Id)).Status);

        Assert.Empty(await Client.AllAsync(client.ListMaintenancesAsync(scope, new ListOptions { Type = "non-expired" })));
        List<Maintenance> past = await Client.AllAsync(client.ListMaintenancesAsync(scope, new ListOptions { Type = "past" }));
        Assert.Equal(created.Id, Assert.Single(past).Id);
        await client.DeleteMaintenanceAsync(scope, created.Id);
        Assert.Empty(await Client.AllAsync(client.ListMaintenancesAsync(scope, ListOptions.All)));
    }

    private async Task LookUpsAsync(CompassClient client, CompassProduct product)
    {
        Assert.Equal(
            _sandbox.Teams.Select(static team => (team.TeamId, team.TeamName)),
            (await client.ListTeamsAsync()).Select(static team => (team.TeamId, team.TeamName!)));
        CompassClientOptions options = Client.Options(_sandbox.BaseUri, product: product);
        Assert.Equal(_sandbox.CloudId, await CompassClient.FindCloudIdAsync(_sandbox.Site, options));
    }
}
