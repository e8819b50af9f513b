using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Storage;

/// <summary>Writes the state as indented JSON. The file contains no secrets.</summary>
internal static class StateWriter
{
    public const int Format = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, string cloudId, string email, TimeSpan clockAhead, ServiceState state)
    {
        using Utf8JsonWriter json = new(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("compassOpsSandbox", Format);
        json.WriteString("cloudId", cloudId);
        json.WriteString("email", email);
        json.WriteString("clockAhead", clockAhead.ToString("c", null));
        Instant(json, "writtenAt", state.Now);
        json.WriteStartArray("teams");
        foreach (TeamState team in state.Teams)
        {
            json.WriteStartObject();
            json.WriteString("teamId", team.Id);
            json.WriteString("teamName", team.Team.TeamName);
            json.WriteStartArray("heartbeats");
            foreach (HeartbeatRow row in team.Heartbeats.All())
            {
                Heartbeat(json, row);
            }

            json.WriteEndArray();
            Maintenances(json, team.Maintenances);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Maintenances(json, state.GlobalMaintenances);
        json.WriteStartArray("alerts");
        foreach (SandboxAlert alert in state.Alerts)
        {
            Alert(json, alert);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Heartbeat(Utf8JsonWriter json, HeartbeatRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        Text(json, "description", row.Description);
        json.WriteNumber("interval", row.Interval);
        json.WriteString("intervalUnit", row.IntervalUnit);
        json.WriteBoolean("enabled", row.Enabled);
        json.WriteString("alertMessage", row.AlertMessage);
        Texts(json, "alertTags", row.AlertTags);
        json.WriteString("alertPriority", row.AlertPriority);
        json.WriteString("status", row.Status);
        Instant(json, "lastPing", row.LastPing);
        if (row.CountsFrom != row.LastPing)
        {
            Instant(json, "countsFrom", row.CountsFrom);
        }

        json.WriteEndObject();
    }

    private static void Maintenances(Utf8JsonWriter json, OrderedTable<MaintenanceRow> rows)
    {
        json.WriteStartArray("maintenances");
        foreach (MaintenanceRow row in rows.All())
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            Text(json, "description", row.Description);
            Instant(json, "startDate", row.Start);
            Instant(json, "endDate", row.End);
            if (row.Cancelled)
            {
                json.WriteBoolean("cancelled", true);
            }

            Rules(json, row.Rules);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Rules(Utf8JsonWriter json, RuleRow[] rules)
    {
        json.WriteStartArray("rules");
        foreach (RuleRow rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("state", rule.State);
            json.WriteStartObject("entity");
            json.WriteString("id", rule.EntityId);
            json.WriteString("type", rule.EntityType);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Alert(Utf8JsonWriter json, SandboxAlert alert)
    {
        json.WriteStartObject();
        Instant(json, "raisedAt", alert.RaisedAt);
        json.WriteString("heartbeatName", alert.HeartbeatName);
        json.WriteString("teamId", alert.TeamId);
        json.WriteString("message", alert.Message);
        Texts(json, "tags", alert.Tags);
        json.WriteString("priority", alert.Priority);
        Text(json, "silencedBy", alert.SilencedBy);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string field, string? value)
    {
        if (value is not null)
        {
            json.WriteString(field, value);
        }
    }

    private static void Texts(Utf8JsonWriter json, string field, IReadOnlyList<string> values)
    {
        json.WriteStartArray(field);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void Instant(Utf8JsonWriter json, string field, DateTimeOffset? value)
    {
        if (value is DateTimeOffset instant)
        {
            json.WriteString(field, Instants.Format(instant));
        }
    }
}
