using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <summary>
/// Creates the content of a declaration file. Teams, properties and new objects have a fixed order, so that changes are easy to review in
/// version control.
/// </summary>
internal sealed class DocumentWriter
{
    private const string Teams = "teams";
    private const string Global = "global";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        // Do not escape non-ASCII letters, because the file is not embedded in HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<string, Team> _teams = new(StringComparer.OrdinalIgnoreCase);
    private Action<Utf8JsonWriter>? _global;

    /// <summary>Adds unchanged copies of the teams and lists of an existing file. The file must be valid.</summary>
    public void AddPresent(byte[] content)
    {
        ReadOnlyMemory<byte> json = content.AsMemory(DocumentCheck.StartOf(content));
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement.Clone();
        foreach (JsonElement element in root.TryGetProperty(Teams, out JsonElement teams) ? teams.EnumerateArray().ToArray() : Array.Empty<JsonElement>())
        {
            Team team = Find(element.GetProperty("teamId").GetString()!);
            team.Name ??= element.TryGetProperty("teamName", out JsonElement name) ? name.GetString() : null;
            team.Heartbeats ??= Copy(element, HeartbeatListReader.Name);
            team.Maintenance ??= Copy(element, MaintenanceListReader.Name);
        }

        _global = root.TryGetProperty(Global, out JsonElement global) ? Copy(global, MaintenanceListReader.Name) : null;
    }

    /// <summary>
    /// Adds a team, or replaces the name and the lists of an existing team. If the new name or a new list is null, the existing value is
    /// kept.
    /// </summary>
    public void Add(DeclaredTeam declared)
    {
        Team team = Find(declared.TeamId);
        team.Name = declared.TeamName ?? team.Name;
        if (declared.Heartbeats is { } heartbeats)
        {
            team.Heartbeats = json => Write(json, heartbeats.OrderBy(static heartbeat => heartbeat.Name, StringComparer.Ordinal), Write);
        }

        if (declared.Maintenance is { } windows)
        {
            team.Maintenance = List(windows);
        }
    }

    public void AddGlobal(IReadOnlyList<DeclaredMaintenance> windows) => _global = List(windows);

    public byte[] Write(string? schema)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            if (schema is not null)
            {
                json.WriteString("$schema", schema);
            }

            if (_teams.Count > 0 || _global is null)
            {
                json.WritePropertyName(Teams);
                Write(json, _teams.Values.OrderBy(static team => team.Id, StringComparer.Ordinal), Write);
            }

            if (_global is not null)
            {
                json.WriteStartObject(Global);
                json.WritePropertyName(MaintenanceListReader.Name);
                _global(json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return WithLineFeeds(stream.ToArray());
    }

    private Team Find(string id)
    {
        if (!_teams.TryGetValue(id, out Team? team))
        {
            team = new Team(id);
            _teams.Add(id, team);
        }

        return team;
    }

    private static Action<Utf8JsonWriter>? Copy(JsonElement holder, string name) => holder.TryGetProperty(name, out JsonElement list) ? list.WriteTo : null;

    private static Action<Utf8JsonWriter> List(IReadOnlyList<DeclaredMaintenance> windows) => json => Write(
        json, windows.OrderBy(static window => window.FirstStart).ThenBy(static window => window.Description, StringComparer.Ordinal), Write);

    private static void Write<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Team team)
    {
        json.WriteString("teamId", team.Id);
        if (team.Name is not null)
        {
            json.WriteString("teamName", team.Name);
        }

        if (team.Heartbeats is not null)
        {
            json.WritePropertyName(HeartbeatListReader.Name);
            team.Heartbeats(json);
        }

        if (team.Maintenance is not null)
        {
            json.WritePropertyName(MaintenanceListReader.Name);
            team.Maintenance(json);
        }
    }

    private static void Write(Utf8JsonWriter json, DeclaredHeartbeat heartbeat)
    {
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
    }

    private static void Write(Utf8JsonWriter json, DeclaredMaintenance window)
    {
        Scheduling.Occurrence occurrence = window.Occurrences(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).First();
        json.WriteString("description", window.Description);
        json.WriteString("start", Instant(occurrence.Start));
        json.WriteString("end", Instant(occurrence.End));
        json.WritePropertyName("rules");
        Write(json, window.Rules, Write);
    }

    private static void Write(Utf8JsonWriter json, MaintenanceRule rule)
    {
        json.WriteString("state", rule.State);
        json.WriteStartObject("entity");
        json.WriteString("type", rule.EntityType);
        json.WriteString("id", rule.EntityId);
        json.WriteEndObject();
    }

    private static string Instant(DateTimeOffset instant) =>
        instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
        + (instant.Offset == TimeSpan.Zero ? "Z" : instant.ToString("zzz", CultureInfo.InvariantCulture));

    // Removes all CRs, because the JSON writer ends lines with CRLF on Windows. Values do not change, because the writer escapes a CR
    // within a value.
    private static byte[] WithLineFeeds(byte[] json) => Array.FindAll(json, static value => value != (byte)'\r');

    private sealed class Team
    {
        public Team(string id) => Id = id;

        public string Id { get; }

        public string? Name { get; set; }

        public Action<Utf8JsonWriter>? Heartbeats { get; set; }

        public Action<Utf8JsonWriter>? Maintenance { get; set; }
    }
}
