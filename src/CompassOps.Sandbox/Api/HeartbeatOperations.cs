using System;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// The five heartbeat operations. If the API documentation does not limit the length of a text or list, the sandbox uses a high maximum.
/// </summary>
internal static class HeartbeatOperations
{
    public const int MaximumName = 255;
    public const int MaximumDescription = 10_000;
    public const int MaximumMessage = 1_000;
    public const int MaximumTags = 50;
    public const int MaximumTag = 100;

    private static readonly string[] Changeable = ["description", "interval", "intervalUnit", "enabled", "alertMessage", "alertTags", "alertPriority"];

    /// <summary>
    /// Responds 200 with a page of heartbeats. The query parameters <c>name</c> and <c>heartbeatName</c> filter by exact name.
    /// </summary>
    public static Reply List(RequestContext context)
    {
        TeamState team = context.Team;
        string parameter = context.Query["name"] is not null ? "name" : "heartbeatName";
        string? name = context.Query[parameter] is string sent ? context.Normalizer.Text(sent) : null;
        return Paging.Show(
            context,
            team.Heartbeats,
            name is null ? null : row => row.Name == name,
            $"/v1/teams/{Uri.EscapeDataString(team.Id)}/heartbeats",
            name is null ? "" : $"&{parameter}={Uri.EscapeDataString(name)}",
            (json, row) => Write(json, row, context.Normalizer));
    }

    /// <summary>Creates a heartbeat. Responds 201, or 409 if the team already has a heartbeat with the same name.</summary>
    public static Reply Create(RequestContext context)
    {
        TeamState team = context.Team;
        RequestBody body = RequestBody.Read(context, ["name", .. Changeable]);
        string name = context.Normalizer.Text(body.RequiredText("name", MaximumName));
        if (name.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0)
        {
            throw ApiException.Invalid(Messages.NameControl);
        }

        HeartbeatRow row = new()
        {
            TeamId = team.Id,
            Name = name,
            Interval = body.Number("interval", 1) ?? throw body.Missing("interval"),
            IntervalUnit = body.Word("intervalUnit", StringComparison.OrdinalIgnoreCase, KnownValues.Units) ?? throw body.Missing("intervalUnit"),
        };
        row = Read(context, body, row);
        if (team.Heartbeats.Contains(name))
        {
            throw ApiException.Conflict(Messages.NameTaken(name));
        }

        context.State.Add(team, row);
        return Show(context, 201, row);
    }

    /// <summary>
    /// Sets the fields of a heartbeat to the values in the request body. Other fields do not change. For an optional field, null
    /// restores the default value. The name of a heartbeat cannot change.
    /// </summary>
    public static Reply Update(RequestContext context)
    {
        TeamState team = context.Team;
        HeartbeatRow old = Find(context, team);
        RequestBody body = RequestBody.Read(context, ["name", .. Changeable]);
        if (body.Has("name"))
        {
            throw ApiException.Invalid(Messages.NameFixed);
        }

        foreach (string field in new[] { "interval", "intervalUnit", "enabled" })
        {
            if (body.IsNull(field))
            {
                throw ApiException.Invalid(Messages.FieldNull(field));
            }
        }

        HeartbeatRow row = Read(context, body, old) with
        {
            Interval = body.Number("interval", 1) ?? old.Interval,
            IntervalUnit = body.Word("intervalUnit", StringComparison.OrdinalIgnoreCase, KnownValues.Units) ?? old.IntervalUnit,
        };
        return context.Changed(Show(context, 200, context.State.Replace(team, old, row)));
    }

    public static Reply Delete(RequestContext context)
    {
        TeamState team = context.Team;
        context.State.Remove(team, Find(context, team).Name);
        return Reply.NoContent;
    }

    /// <summary>Responds 200 with PONG, as the real service does, even if the heartbeat does not exist.</summary>
    public static Reply Ping(RequestContext context)
    {
        TeamState team = context.Team;
        context.State.Ping(team, RequiredName(context), context.PingDelay);
        return Pong();
    }

    public static Reply Pong() => Reply.Json(200, 0, static (json, _) =>
    {
        json.WriteStartObject();
        json.WriteString("message", Messages.Pong);
        json.WriteEndObject();
    });

    private static string RequiredName(RequestContext context) =>
        context.Query["name"] is string name && !string.IsNullOrWhiteSpace(name) ? context.Normalizer.Text(name)
            : throw ApiException.Invalid(Messages.NameRequired);

    private static HeartbeatRow Find(RequestContext context, TeamState team)
    {
        string name = RequiredName(context);
        return team.Heartbeats.TryGet(name, out HeartbeatRow? row) ? row
            : throw ApiException.NotFound(Messages.NoHeartbeat(name));
    }

    private static HeartbeatRow Read(RequestContext context, RequestBody body, HeartbeatRow row) => row with
    {
        Description = body.Has("description") ? Text(context, body, "description", MaximumDescription) : row.Description,
        Enabled = body.Truth("enabled") ?? row.Enabled,
        AlertMessage = body.Has("alertMessage") ? Text(context, body, "alertMessage", MaximumMessage) ?? HeartbeatRow.DefaultMessage : row.AlertMessage,
        AlertTags = body.Has("alertTags") ? context.Normalizer.Tags(body.Texts("alertTags", MaximumTags, MaximumTag) ?? []) : row.AlertTags,
        AlertPriority = body.Has("alertPriority")
            ? body.Word("alertPriority", StringComparison.Ordinal, KnownValues.Priorities) ?? HeartbeatRow.DefaultPriority
            : row.AlertPriority,
    };

    private static string? Text(RequestContext context, RequestBody body, string field, int maximum) =>
        body.Text(field, maximum) is string text ? context.Normalizer.Text(text) : null;

    private static Reply Show(RequestContext context, int status, HeartbeatRow row) =>
        Reply.Json(status, (row, context.Normalizer), static (json, state) => Write(json, state.row, state.Normalizer));

    private static void Write(Utf8JsonWriter json, HeartbeatRow row, Normalizer normalizer)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        if (row.Description is not null)
        {
            json.WriteString("description", row.Description);
        }

        json.WriteNumber("interval", row.Interval);
        json.WriteString("intervalUnit", row.IntervalUnit);
        json.WriteBoolean("enabled", row.Enabled);
        json.WriteString("status", row.ShownStatus);
        json.WriteString("ownerTeamId", normalizer.Id(row.TeamId));
        json.WriteString("alertMessage", row.AlertMessage);
        json.WriteStartArray("alertTags");
        foreach (string tag in row.AlertTags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteString("alertPriority", row.AlertPriority);
        json.WriteEndObject();
    }
}
