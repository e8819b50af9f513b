// The twelve maintenance operations: six for global windows, the same six for a team's.
using System;
using System.Linq;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// Lists, creates, shows, changes, deletes and cancels maintenance windows. Only <c>rules</c> is required by the contract: without a start
/// a window begins now, without an end it is open-ended. Of an active window only the end can be changed, and it cannot be deleted; a window
/// that is past or cancelled cannot be changed (409).
/// </summary>
internal static class MaintenanceOperations
{
    public const int MaximumDescription = 10_000;
    public const int MaximumRules = 200;
    public const int MaximumId = 255;

    private static readonly string[] Fields = ["description", "startDate", "endDate", "rules"];

    /// <summary>200 with a page. <c>type</c>: <c>all</c>; <c>non-expired</c>, planned or active; <c>past</c>, the others.</summary>
    public static Reply List(RequestContext call)
    {
        DateTimeOffset now = call.World.Now;
        Func<MaintenanceRow, bool>? filter = call.Query["type"] switch
        {
            null or "all" => null,
            "non-expired" => row => IsOpen(row, now),
            "past" => row => !IsOpen(row, now),
            _ => throw ApiException.Invalid(Messages.TypeUnknown),
        };
        OrderedTable<MaintenanceRow> windows = Windows(call);
        string path = call.TeamId is null ? "/v1/maintenances" : $"/v1/teams/{Uri.EscapeDataString(call.Team.Id)}/maintenances";
        string extra = call.Query["type"] is string type ? $"&type={type}" : "";
        return Paging.Show(call, windows, filter, path, extra, (json, row) => Write(json, row, now, call.Normalizer));
    }

    /// <summary>201 with the window.</summary>
    public static Reply Create(RequestContext call)
    {
        OrderedTable<MaintenanceRow> windows = Windows(call);
        RequestBody body = RequestBody.Read(call, Fields);
        DateTimeOffset now = call.World.Now;
        DateTimeOffset? end = ReadEnd(call, body);
        MaintenanceRow row = new()
        {
            Id = Guid.NewGuid().ToString(),
            TeamId = call.TeamId is null ? null : call.Team.Id,
            Description = ReadDescription(call, body),
            Start = call.Normalizer.Start(body.Instant("startDate") ?? now, end, now),
            End = end,
            Rules = ReadRules(body) ?? throw body.Missing("rules"),
        };
        CheckOrder(row);
        call.World.Add(windows, row);
        return Show(201, row, call);
    }

    /// <summary>200 with the window.</summary>
    public static Reply Get(RequestContext call) => Show(200, Find(call, Windows(call)), call);

    /// <summary>204.</summary>
    public static Reply Delete(RequestContext call)
    {
        OrderedTable<MaintenanceRow> windows = Windows(call);
        MaintenanceRow row = Find(call, windows);
        if (row.StatusAt(call.World.Now) == MaintenanceStatus.Active)
        {
            throw ApiException.Conflict(Messages.ActiveNotDeleted);
        }

        call.World.Remove(windows, row.Id);
        return Reply.NoContent;
    }

    /// <summary>
    /// 200 with the window, changed in what was sent; an endDate of null makes it open-ended. Of an active window the other fields may be
    /// sent only as they are.
    /// </summary>
    public static Reply Update(RequestContext call)
    {
        OrderedTable<MaintenanceRow> windows = Windows(call);
        MaintenanceRow old = Find(call, windows);
        RequestBody body = RequestBody.Read(call, Fields);
        DateTimeOffset now = call.World.Now;
        string status = old.StatusAt(now);
        bool active = status == MaintenanceStatus.Active;
        DateTimeOffset? end = body.Has("endDate") ? ReadEnd(call, body) : old.End;
        MaintenanceRow row = old with
        {
            Description = body.Has("description") ? ReadDescription(call, body) : old.Description,
            Start = body.Instant("startDate") is DateTimeOffset start ? call.Normalizer.Start(start, end, now, active ? old.Start : null) : old.Start,
            End = end,
            Rules = ReadRules(body) ?? old.Rules,
        };
        CheckOrder(row);
        if (!IsOpen(old, now))
        {
            throw ApiException.Conflict(Messages.NotChanged(status));
        }

        if (active && (row.Description != old.Description || row.Start != old.Start || !row.Rules.ToHashSet().SetEquals(old.Rules)))
        {
            throw ApiException.Conflict(Messages.ActiveNotChanged);
        }

        call.World.Replace(windows, row);
        return call.Changed(Show(200, row, call));
    }

    /// <summary>
    /// 200 with the window, cancelled, its dates as they were. One that is cancelled already is shown again, so that a repeat does no
    /// harm; one that is past has nothing left to cancel (409).
    /// </summary>
    public static Reply Cancel(RequestContext call)
    {
        OrderedTable<MaintenanceRow> windows = Windows(call);
        MaintenanceRow row = Find(call, windows);
        if (!row.Cancelled)
        {
            if (!IsOpen(row, call.World.Now))
            {
                throw ApiException.Conflict(Messages.PastNotCancelled);
            }

            row = row with { Cancelled = true };
            call.World.Replace(windows, row);
        }

        return call.Changed(Show(200, row, call));
    }

    private static bool IsOpen(MaintenanceRow row, DateTimeOffset now) =>
        row.StatusAt(now) is MaintenanceStatus.Planned or MaintenanceStatus.Active;

    private static OrderedTable<MaintenanceRow> Windows(RequestContext call) =>
        call.TeamId is null ? call.World.GlobalMaintenances : call.Team.Maintenances;

    private static MaintenanceRow Find(RequestContext call, OrderedTable<MaintenanceRow> windows) =>
        windows.TryGet(call.Id!, out MaintenanceRow? row) ? row : throw ApiException.NotFound(Messages.NoMaintenance(call.Id));

    private static string? ReadDescription(RequestContext call, RequestBody body) =>
        body.Text("description", MaximumDescription) is string text ? call.Normalizer.Text(text) : null;

    private static DateTimeOffset? ReadEnd(RequestContext call, RequestBody body) =>
        body.Instant("endDate") is DateTimeOffset end ? call.Normalizer.Instant(end) : null;

    private static void CheckOrder(MaintenanceRow row)
    {
        if (row.End <= row.Start)
        {
            throw ApiException.Invalid(Messages.EndAfterStart);
        }
    }

    private static RuleRow[]? ReadRules(RequestBody body)
    {
        RequestBody[]? items = body.Objects("rules", MaximumRules, "state", "entity");
        if (items is { Length: 0 })
        {
            throw ApiException.Invalid(Messages.RulesEmpty);
        }

        return items is null ? null : Array.ConvertAll(items, static item =>
        {
            string state = item.Word("state", StringComparison.Ordinal, KnownValues.RuleStates) ?? throw item.Missing("state");
            RequestBody entity = item.RequiredObject("entity", "id", "type");
            string type = entity.Word("type", StringComparison.Ordinal, KnownValues.EntityTypes) ?? throw entity.Missing("type");
            return state == "enabled" && type != "policy"
                ? throw ApiException.Invalid(Messages.OnlyPoliciesEnabled)
                : new RuleRow(state, type, entity.RequiredText("id", MaximumId));
        });
    }

    private static Reply Show(int status, MaintenanceRow row, RequestContext call) =>
        Reply.Json(status, (row, call), static (json, state) => Write(json, state.row, state.call.World.Now, state.call.Normalizer));

    private static void Write(Utf8JsonWriter json, MaintenanceRow row, DateTimeOffset now, Normalizer normalizer)
    {
        json.WriteStartObject();
        json.WriteString("id", normalizer.Id(row.Id));
        json.WriteString("status", row.StatusAt(now));
        if (row.Description is not null)
        {
            json.WriteString("description", row.Description);
        }

        json.WriteString("startDate", Instants.Format(row.Start));
        if (row.End is DateTimeOffset end)
        {
            json.WriteString("endDate", Instants.Format(end));
        }

        WriteRules(json, row.Rules, normalizer);
        if (row.TeamId is not null)
        {
            json.WriteString("teamId", normalizer.Id(row.TeamId));
        }

        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, RuleRow[] rules, Normalizer normalizer)
    {
        json.WriteStartArray("rules");
        foreach (RuleRow rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("state", rule.State);
            json.WriteStartObject("entity");
            json.WriteString("id", normalizer.Id(rule.EntityId));
            json.WriteString("type", rule.EntityType);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
