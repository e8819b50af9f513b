using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace CompassOps.Conformance.Tests.Support;

/// <summary>Calls the methods of CompassOps.Core with the values of the contract samples.</summary>
internal static class Client
{
    public const string Email = "email@example.com";
    public const string Token = "a-token:of the-tests";

    private static readonly JsonSerializerOptions WireNames = new(JsonSerializerDefaults.Web);

    /// <summary>Returns options for a client that does not retry.</summary>
    public static CompassClientOptions Options(
        Uri root, string cloudId = Sample.CloudId, CompassProduct product = CompassProduct.Compass, string email = Email, string token = Token)
    {
        SecureString secure = new();
        foreach (char letter in token)
        {
            secure.AppendChar(letter);
        }

        return new CompassClientOptions
        {
            BaseUri = root,
            CloudId = cloudId,
            Product = product,
            UserName = email,
            Token = secure,
            MaximumRetryCount = 0,
            NoProxy = true,
        };
    }

    /// <summary>
    /// Runs the operation of a sample. Returns the result in the JSON format of the API, or null if there is no result.
    /// </summary>
    public static async Task<JsonNode?> CallAsync(CompassClient client, Sample sample)
    {
        JsonObject? body = sample.RequestBody;
        return sample.Operation switch
        {
            "ListHeartbeats" => Page((await AllAsync(client.ListHeartbeatsAsync(Sample.TeamId, ListOptions.All))).Select(OnWire.Of)),
            "CreateHeartbeat" => OnWire.Of(await client.CreateHeartbeatAsync(Sample.TeamId, body.Deserialize<HeartbeatCreate>(WireNames)!)),
            "UpdateHeartbeat" => OnWire.Of(
                await client.UpdateHeartbeatAsync(Sample.TeamId, Sample.Name, body.Deserialize<HeartbeatPatch>(WireNames)!)),
            "DeleteHeartbeat" => await NothingAsync(client.DeleteHeartbeatAsync(Sample.TeamId, Sample.Name)),
            "PingHeartbeat" => OnWire.Of(await client.PingHeartbeatAsync(Sample.TeamId, Sample.Name, verify: false)),
            "ListGlobalMaintenances" or "ListTeamMaintenances" =>
                Page((await AllAsync(client.ListMaintenancesAsync(sample.Scope, ListOptions.All))).Select(OnWire.Of)),
            "CreateGlobalMaintenance" or "CreateTeamMaintenance" => OnWire.Of(await client.CreateMaintenanceAsync(sample.Scope, Create(body!))),
            "GetGlobalMaintenance" or "GetTeamMaintenance" => OnWire.Of(await client.GetMaintenanceAsync(sample.Scope, Sample.Id)),
            "UpdateGlobalMaintenance" or "UpdateTeamMaintenance" =>
                OnWire.Of(await client.UpdateMaintenanceAsync(sample.Scope, Sample.Id, Patch(body!))),
            "DeleteGlobalMaintenance" or "DeleteTeamMaintenance" => await NothingAsync(client.DeleteMaintenanceAsync(sample.Scope, Sample.Id)),
            "CancelGlobalMaintenance" or "CancelTeamMaintenance" =>
                OnWire.Of(await client.CancelMaintenanceAsync(sample.Scope, Sample.Id)),
            _ => throw new NotSupportedException($"There is no call for {sample.Operation}."),
        };
    }

    public static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<IReadOnlyList<T>> pages)
    {
        List<T> all = new();
        await foreach (IReadOnlyList<T> page in pages)
        {
            all.AddRange(page);
        }

        return all;
    }

    private static MaintenanceCreate Create(JsonObject body) => new()
    {
        Description = (string?)body["description"],
        StartDate = Instant(body["startDate"]),
        EndDate = Instant(body["endDate"]),
        Rules = Rules(body),
    };

    private static MaintenancePatch Patch(JsonObject body) => new()
    {
        Description = (string?)body["description"],
        StartDate = Instant(body["startDate"]),
        EndDate = Instant(body["endDate"]),
        Rules = Rules(body),
    };

    private static DateTimeOffset Instant(JsonNode? text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);

    private static MaintenanceRule[] Rules(JsonObject body) => body["rules"]!.AsArray()
        .Select(static rule => new MaintenanceRule((string)rule!["state"]!, (string)rule["entity"]!["type"]!, (string)rule["entity"]!["id"]!))
        .ToArray();

    private static JsonObject Page(IEnumerable<JsonObject> values) => new() { ["values"] = new JsonArray(values.ToArray<JsonNode>()) };

    private static async Task<JsonNode?> NothingAsync(Task call)
    {
        await call;
        return null;
    }
}
