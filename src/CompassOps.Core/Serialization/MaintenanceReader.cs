using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.Serialization;

internal static class MaintenanceReader
{
    /// <summary>
    /// Reads a maintenance window. If the response omits the team of the window, the team in the request is used. Before the call, the
    /// JSON reader must be at the first token of the object.
    /// </summary>
    /// <exception cref="JsonException">The value is not an object, or has no id.</exception>
    public static Maintenance Read(ref Utf8JsonReader reader, string? teamId)
    {
        JsonReading.RequireObject(ref reader, "a maintenance");
        string? id = null, status = null, description = null, team = null;
        DateTimeOffset? start = null, end = null;
        MaintenanceRule[] rules = Array.Empty<MaintenanceRule>();
        Dictionary<string, object?>? additional = null;
        while (JsonReading.NextField(ref reader))
        {
            if (JsonReading.Is(ref reader, "id"u8))
            {
                id = JsonValue.Text(ref reader, "id", ref additional);
            }
            else if (JsonReading.Is(ref reader, "status"u8))
            {
                status = JsonValue.Text(ref reader, "status", ref additional);
            }
            else if (JsonReading.Is(ref reader, "description"u8))
            {
                description = JsonValue.Text(ref reader, "description", ref additional);
            }
            else if (JsonReading.Is(ref reader, "startDate"u8))
            {
                start = JsonValue.Instant(ref reader, "startDate", ref additional);
            }
            else if (JsonReading.Is(ref reader, "endDate"u8))
            {
                end = JsonValue.Instant(ref reader, "endDate", ref additional);
            }
            else if (JsonReading.Is(ref reader, "teamId"u8))
            {
                team = JsonValue.Text(ref reader, "teamId", ref additional);
            }
            else if (JsonReading.Is(ref reader, "rules"u8))
            {
                rules = ReadRules(ref reader, ref additional);
            }
            else
            {
                JsonReading.KeepField(ref reader, ref additional);
            }
        }

        return new Maintenance
        {
            Id = string.IsNullOrEmpty(id) ? throw new JsonException(Messages.Missing("a maintenance", "id")) : id!,
            Status = status,
            Description = description,
            StartDate = start,
            EndDate = end,
            TeamId = string.IsNullOrEmpty(team) ? teamId : team,
            Rules = rules,
            AdditionalProperties = AdditionalValues.From(additional),
        };
    }

    private static MaintenanceRule[] ReadRules(ref Utf8JsonReader reader, ref Dictionary<string, object?>? additional)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            JsonValue.Keep(ref reader, "rules", ref additional);
            return Array.Empty<MaintenanceRule>();
        }

        List<MaintenanceRule> rules = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                rules.Add(ReadRule(ref reader));
            }
        }

        return rules.ToArray();
    }

    private static MaintenanceRule ReadRule(ref Utf8JsonReader reader)
    {
        JsonReading.RequireObject(ref reader, "a maintenance's rule");
        string? state = null, type = null, id = null;
        Dictionary<string, object?>? additional = null;
        while (JsonReading.NextField(ref reader))
        {
            if (JsonReading.Is(ref reader, "state"u8))
            {
                state = JsonValue.Text(ref reader, "state", ref additional);
            }
            else if (JsonReading.Is(ref reader, "entity"u8))
            {
                (type, id) = ReadEntity(ref reader, ref additional);
            }
            else
            {
                JsonReading.KeepField(ref reader, ref additional);
            }
        }

        return new MaintenanceRule(state ?? "", type ?? "", id ?? "") { AdditionalProperties = AdditionalValues.From(additional) };
    }

    private static (string? Type, string? Id) ReadEntity(ref Utf8JsonReader reader, ref Dictionary<string, object?>? additional)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonValue.Keep(ref reader, "entity", ref additional);
            return default;
        }

        string? type = null, id = null;
        Dictionary<string, object?>? rest = null;
        while (JsonReading.NextField(ref reader))
        {
            if (JsonReading.Is(ref reader, "id"u8))
            {
                id = JsonValue.Text(ref reader, "id", ref rest);
            }
            else if (JsonReading.Is(ref reader, "type"u8))
            {
                type = JsonValue.Text(ref reader, "type", ref rest);
            }
            else
            {
                JsonReading.KeepField(ref reader, ref rest);
            }
        }

        if (rest is not null)
        {
            (additional ??= new Dictionary<string, object?>(StringComparer.Ordinal))["entity"] = rest;
        }

        return (type, id);
    }
}
