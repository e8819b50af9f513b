using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.Serialization;

internal static class HeartbeatReader
{
    /// <summary>Reads a heartbeat. Before the call, the JSON reader must be at the first token of the object.</summary>
    /// <exception cref="JsonException">The value is not an object, or has no name.</exception>
    public static Heartbeat Read(ref Utf8JsonReader reader, string? teamId)
    {
        JsonReading.RequireObject(ref reader, "a heartbeat");
        string? name = null, description = null, unit = null, status = null, owner = null, message = null, priority = null;
        int? interval = null;
        bool? enabled = null;
        string[] tags = System.Array.Empty<string>();
        Dictionary<string, object?>? additional = null;
        while (JsonReading.NextField(ref reader))
        {
            if (JsonReading.Is(ref reader, "name"u8))
            {
                name = JsonValue.Text(ref reader, "name", ref additional);
            }
            else if (JsonReading.Is(ref reader, "description"u8))
            {
                description = JsonValue.Text(ref reader, "description", ref additional);
            }
            else if (JsonReading.Is(ref reader, "interval"u8))
            {
                interval = JsonValue.Integer(ref reader, "interval", ref additional);
            }
            else if (JsonReading.Is(ref reader, "intervalUnit"u8))
            {
                unit = JsonValue.Text(ref reader, "intervalUnit", ref additional);
            }
            else if (JsonReading.Is(ref reader, "enabled"u8))
            {
                enabled = JsonValue.Boolean(ref reader, "enabled", ref additional);
            }
            else if (JsonReading.Is(ref reader, "status"u8))
            {
                status = JsonValue.Text(ref reader, "status", ref additional);
            }
            else if (JsonReading.Is(ref reader, "ownerTeamId"u8))
            {
                owner = JsonValue.Text(ref reader, "ownerTeamId", ref additional);
            }
            else if (JsonReading.Is(ref reader, "alertMessage"u8))
            {
                message = JsonValue.Text(ref reader, "alertMessage", ref additional);
            }
            else if (JsonReading.Is(ref reader, "alertTags"u8))
            {
                tags = JsonValue.Texts(ref reader, "alertTags", ref additional);
            }
            else if (JsonReading.Is(ref reader, "alertPriority"u8))
            {
                priority = JsonValue.Text(ref reader, "alertPriority", ref additional);
            }
            else
            {
                JsonReading.KeepField(ref reader, ref additional);
            }
        }

        return new Heartbeat
        {
            Name = string.IsNullOrEmpty(name) ? throw new JsonException(Messages.Missing("a heartbeat", "name")) : name!,
            Description = description,
            Interval = interval,
            IntervalUnit = unit,
            Enabled = enabled,
            Status = status,
            TeamId = teamId,
            OwnerTeamId = owner,
            AlertMessage = message,
            AlertTags = tags,
            AlertPriority = priority,
            AdditionalProperties = AdditionalValues.From(additional),
        };
    }
}
