using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace CompassOps.Conformance.Tests.Support;

/// <summary>Converts objects of CompassOps.Core to the JSON format of the API. Throws if an object has unknown fields.</summary>
internal static class OnWire
{
    public static JsonObject Of(Heartbeat heartbeat)
    {
        Assert.Empty(heartbeat.AdditionalProperties);
        Assert.Equal(Sample.TeamId, heartbeat.TeamId);
        return new JsonObject
        {
            ["name"] = heartbeat.Name,
            ["description"] = heartbeat.Description,
            ["interval"] = heartbeat.Interval,
            ["intervalUnit"] = heartbeat.IntervalUnit,
            ["enabled"] = heartbeat.Enabled,
            ["status"] = heartbeat.Status,
            ["ownerTeamId"] = heartbeat.OwnerTeamId,
            ["alertMessage"] = heartbeat.AlertMessage,
            ["alertTags"] = new JsonArray(heartbeat.AlertTags.Select(static tag => (JsonNode)tag).ToArray()),
            ["alertPriority"] = heartbeat.AlertPriority,
        };
    }

    public static JsonObject Of(HeartbeatPing ping) => new() { ["message"] = ping.Message };

    public static JsonObject Of(Maintenance window)
    {
        Assert.Empty(window.AdditionalProperties);
        JsonObject json = new()
        {
            ["id"] = window.Id,
            ["status"] = window.Status,
            ["description"] = window.Description,
            ["startDate"] = Instant(window.StartDate),
            ["endDate"] = Instant(window.EndDate),
            ["rules"] = new JsonArray(window.Rules.Select(static rule => (JsonNode)Of(rule)).ToArray()),
        };
        if (window.TeamId is not null)
        {
            json["teamId"] = window.TeamId;
        }

        return json;
    }

    private static JsonObject Of(MaintenanceRule rule)
    {
        Assert.Empty(rule.AdditionalProperties);
        return new JsonObject
        {
            ["state"] = rule.State,
            ["entity"] = new JsonObject { ["id"] = rule.EntityId, ["type"] = rule.EntityType },
        };
    }

    private static string? Instant(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
