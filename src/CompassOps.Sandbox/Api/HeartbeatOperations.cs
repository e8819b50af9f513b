// The five heartbeat operations.
using System;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>Lists, creates, changes, deletes and pings heartbeats. Where the contract sets no limit, these are generous.</summary>
internal static class HeartbeatOperations
{
    public const int MaximumName = 255;
    public const int MaximumDescription = 10_000;
    public const int MaximumMessage = 1_000;
    public const int MaximumTags = 50;
    public const int MaximumTag = 100;

    private static readonly string[] Changeable = ["description", "interval", "intervalUnit", "enabled", "alertMessage", "alertTags", "alertPriority"];

    /// <summary>200 with a page; the query's <c>name</c>, or <c>heartbeatName</c>, selects the one of exactly that name.</summary>
    public static Reply List(RequestContext call)
    {
        TeamState team = call.Team;
        string parameter = call.Query["name"] is not null ? "name" : "heartbeatName";
        string? name = call.Query[parameter] is string sent ? call.Normalizer.Text(sent) : null;
        return Paging.Show(
            call,
            team.Heartbeats,
            name is null ? null : row => row.Name == name,
            $"/v1/teams/{Uri.EscapeDataString(team.Id)}/heartbeats",
            name is null ? "" : $"&{parameter}={Uri.EscapeDataString(name)}",
            (json, row) => Write(json, row, call.Normalizer));
    }

    /// <summary>201 with the heartbeat; 409 if the team has one of that name.</summary>
    public static Reply Create(RequestContext call)
    {
        TeamState team = call.Team;
        RequestBody body = RequestBody.Read(call, ["name", .. Changeable]);
        string name = call.Normalizer.Text(body.RequiredText("name", MaximumName));
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
        row = Read(call, body, row);
        if (team.Heartbeats.Contains(name))
        {
            throw ApiException.Conflict(Messages.NameTaken(name));
        }

        call.World.Add(team, row);
        return Show(call, 201, row);
    }

    /// <summary>
    /// 200 with the heartbeat, changed in what was sent. A null clears what can be empty or sets the default. The name cannot be changed.
    /// </summary>
    public static Reply Update(RequestContext call)
    {
        TeamState team = call.Team;
        HeartbeatRow old = Find(call, team);
        RequestBody body = RequestBody.Read(call, ["name", .. Changeable]);
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

        HeartbeatRow row = Read(call, body, old) with
        {
            Interval = body.Number("interval", 1) ?? old.Interval,
            IntervalUnit = body.Word("intervalUnit", StringComparison.OrdinalIgnoreCase, KnownValues.Units) ?? old.IntervalUnit,
        };
        return call.Changed(Show(call, 200, call.World.Replace(team, old, row)));
    }

    /// <summary>204.</summary>
    public static Reply Delete(RequestContext call)
    {
        TeamState team = call.Team;
        call.World.Remove(team, Find(call, team).Name);
        return Reply.NoContent;
    }

    /// <summary>200 with PONG, whether or not there is such a heartbeat.</summary>
    public static Reply Ping(RequestContext call)
    {
        TeamState team = call.Team;
        call.World.Ping(team, RequiredName(call), call.PingDelay);
        return Pong();
    }

    /// <summary>Returns the reply to a ping.</summary>
    public static Reply Pong() => Reply.Json(200, 0, static (json, _) =>
    {
        json.WriteStartObject();
        json.WriteString("message", Messages.Pong);
        json.WriteEndObject();
    });

    private static string RequiredName(RequestContext call) =>
        call.Query["name"] is string name && !string.IsNullOrWhiteSpace(name) ? call.Normalizer.Text(name)
            : throw ApiException.Invalid(Messages.NameRequired);

    private static HeartbeatRow Find(RequestContext call, TeamState team)
    {
        string name = RequiredName(call);
        return team.Heartbeats.TryGet(name, out HeartbeatRow? row) ? row
            : throw ApiException.NotFound(Messages.NoHeartbeat(name));
    }

    private static HeartbeatRow Read(RequestContext call, RequestBody body, HeartbeatRow row) => row with
    {
        Description = body.Has("description") ? Text(call, body, "description", MaximumDescription) : row.Description,
        Enabled = body.Truth("enabled") ?? row.Enabled,
        AlertMessage = body.Has("alertMessage") ? Text(call, body, "alertMessage", MaximumMessage) ?? HeartbeatRow.DefaultMessage : row.AlertMessage,
        AlertTags = body.Has("alertTags") ? call.Normalizer.Tags(body.Texts("alertTags", MaximumTags, MaximumTag) ?? []) : row.AlertTags,
        AlertPriority = body.Has("alertPriority")
            ? body.Word("alertPriority", StringComparison.Ordinal, KnownValues.Priorities) ?? HeartbeatRow.DefaultPriority
            : row.AlertPriority,
    };

    private static string? Text(RequestContext call, RequestBody body, string field, int maximum) =>
        body.Text(field, maximum) is string text ? call.Normalizer.Text(text) : null;

    private static Reply Show(RequestContext call, int status, HeartbeatRow row) =>
        Reply.Json(status, (row, call.Normalizer), static (json, state) => Write(json, state.row, state.Normalizer));

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
