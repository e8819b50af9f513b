using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <summary>
/// Writes a document so that it compares well in version control: teams and heartbeats sorted, properties in the contract's order,
/// what a new heartbeat would have anyway left out, except for what a person looks for.
/// </summary>
internal static class DocumentWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        // The document is a file, not part of a web page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document's bytes.</summary>
    public static byte[] Write(IEnumerable<DeclaredTeam> teams, string? schema)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            if (schema is not null)
            {
                json.WriteString("$schema", schema);
            }

            json.WriteStartArray("teams");
            foreach (DeclaredTeam team in teams.OrderBy(static team => team.TeamId, StringComparer.Ordinal))
            {
                Write(json, team);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return WithLineFeeds(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, DeclaredTeam team)
    {
        json.WriteStartObject();
        json.WriteString("teamId", team.TeamId);
        if (team.TeamName is not null)
        {
            json.WriteString("teamName", team.TeamName);
        }

        json.WriteStartArray("heartbeats");
        foreach (DeclaredHeartbeat heartbeat in team.Heartbeats.OrderBy(static heartbeat => heartbeat.Name, StringComparer.Ordinal))
        {
            Write(json, heartbeat);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DeclaredHeartbeat heartbeat)
    {
        json.WriteStartObject();
        json.WriteString("name", heartbeat.Name);
        if (heartbeat.Description is not null)
        {
            json.WriteString("description", heartbeat.Description);
        }

        json.WriteNumber("interval", heartbeat.Interval);
        json.WriteString("intervalUnit", heartbeat.IntervalUnit);
        json.WriteBoolean("enabled", heartbeat.Enabled);
        if (heartbeat.AlertMessage is not null)
        {
            json.WriteString("alertMessage", heartbeat.AlertMessage);
        }

        if (heartbeat.AlertTags.Count > 0)
        {
            json.WriteStartArray("alertTags");
            foreach (string tag in heartbeat.AlertTags.Distinct(StringComparer.Ordinal).OrderBy(static tag => tag, StringComparer.Ordinal))
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
        }

        json.WriteString("alertPriority", heartbeat.AlertPriority);
        json.WriteEndObject();
    }

    // The writer ends lines as the system does. Within texts it never leaves a line's end as it is, so each of these is its own.
    private static byte[] WithLineFeeds(byte[] json) => Array.FindAll(json, static value => value != (byte)'\r');
}
