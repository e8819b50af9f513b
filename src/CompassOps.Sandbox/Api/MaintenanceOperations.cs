using System;
using System.Linq;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// The twelve maintenance operations: six for global windows and six for windows of a team. A new window needs only the field
/// <c>rules</c>. The default start is the current time. Without an end, the window is open-ended.
/// </summary>
internal static class MaintenanceOperations
{
    public const int MaximumDescription = 10_000;
    public const int MaximumRules = 200;
    public const int MaximumId = 255;

    private static readonly string[] Fields = ["description", "startDate", "endDate", "rules"];

    /// <summary>
    /// Responds 200 with a page of windows. The query parameter <c>type</c> filters by status: <c>non-expired</c> means planned or
    /// active, and <c>past</c> means past or cancelled.
    /// </summary>
    public static Reply List(RequestContext context)
    {
        DateTimeOffset now = context.State.Now;
        Func<MaintenanceRow, bool>? filter = context.Query["type"] switch
        {
            null or "all" => null,
            "non-expired" => row => IsOpen(row, now),
            "past" => row => !IsOpen(row, now),
            _ => throw ApiException.Invalid(Messages.TypeUnknown),
        };
        OrderedTable<MaintenanceRow> windows = Windows(context);
        string path = context.TeamId is null ? "/v1/maintenances" : $"/v1/teams/{Uri.EscapeDataString(context.Team.Id)}/maintenances";
        string extra = context.Query["type"] is string type ? $"&type={type}" : "";
        return Paging.Show(context, windows, filter, path, extra, (json, row) => Write(json, row, now, context.Normalizer));
    }

    public static Reply Create(RequestContext context)
    {
        OrderedTable<MaintenanceRow> windows = Windows(context);
        RequestBody body = RequestBody.Read(context, Fields);
        DateTimeOffset now = context.State.Now;
        DateTimeOffset? end = ReadEnd(context, body);
        MaintenanceRow row = new()
        {
            Id = Guid.NewGuid().ToString(),
            TeamId = context.TeamId is null ? null : context.Team.Id,
            Description = ReadDescription(context, body),
            Start = context.Normalizer.Start(body.Instant("startDate") ?? now, end, now),
            End = end,
            Rules = ReadRules(body) ?? throw body.Missing("rules"),
        };
        CheckOrder(row);
        context.State.Add(windows, row);
        return Show(201, row, context);
    }

    public static Reply Get(RequestContext context) => Show(200, Find(context, Windows(context)), context);

    /// <summary>Deletes a window and responds 204. Responds 409 if the window is active.</summary>
    public static Reply Delete(RequestContext context)
    {
        OrderedTable<MaintenanceRow> windows = Windows(context);
        MaintenanceRow row = Find(context, windows);
        if (row.StatusAt(context.State.Now) == MaintenanceStatus.Active)
        {
            throw ApiException.Conflict(Messages.ActiveNotDeleted);
        }

        context.State.Remove(windows, row.Id);
        return Reply.NoContent;
    }

    /// <summary>
    /// Sets the fields of a window to the values in the request body, and responds 200 with the window. Other fields do not change.
    /// If endDate is null, the window becomes open-ended. In an active window, only the end can change. Past and cancelled windows
    /// cannot change: the response is 409.
    /// </summary>
    public static Reply Update(RequestContext context)
    {
        OrderedTable<MaintenanceRow> windows = Windows(context);
        MaintenanceRow old = Find(context, windows);
        RequestBody body = RequestBody.Read(context, Fields);
        DateTimeOffset now = context.State.Now;
        string status = old.StatusAt(now);
        bool active = status == MaintenanceStatus.Active;
        DateTimeOffset? end = body.Has("endDate") ? ReadEnd(context, body) : old.End;
        MaintenanceRow row = old with
        {
            Description = body.Has("description") ? ReadDescription(context, body) : old.Description,
            Start = body.Instant("startDate") is DateTimeOffset start ? context.Normalizer.Start(start, end, now, active ? old.Start : null) : old.Start,
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

        context.State.Replace(windows, row);
        return context.Changed(Show(200, row, context));
    }

    /// <summary>
    /// Cancels a window and responds 200. The dates do not change. A second request also gets 200, so a client can retry. A request
    /// for a past window gets 409.
    /// </summary>
    public static Reply Cancel(RequestContext context)
    {
        OrderedTable<MaintenanceRow> windows = Windows(context);
        MaintenanceRow row = Find(context, windows);
        if (!row.Cancelled)
        {
            if (!IsOpen(row, context.State.Now))
            {
                throw ApiException.Conflict(Messages.PastNotCancelled);
            }

            row = row with { Cancelled = true };
            context.State.Replace(windows, row);
        }

        return context.Changed(Show(200, row, context));
    }

    private static bool IsOpen(MaintenanceRow row, DateTimeOffset now) =>
        row.StatusAt(now) is MaintenanceStatus.Planned or MaintenanceStatus.Active;

    private static OrderedTable<MaintenanceRow> Windows(RequestContext context) =>
        context.TeamId is null ? context.State.GlobalMaintenances : context.Team.Maintenances;

    private static MaintenanceRow Find(RequestContext context, OrderedTable<MaintenanceRow> windows) =>
        windows.TryGet(context.Id!, out MaintenanceRow? row) ? row : throw ApiException.NotFound(Messages.NoMaintenance(context.Id));

    private static string? ReadDescription(RequestContext context, RequestBody body) =>
        body.Text("description", MaximumDescription) is string text ? context.Normalizer.Text(text) : null;

    private static DateTimeOffset? ReadEnd(RequestContext context, RequestBody body) =>
        body.Instant("endDate") is DateTimeOffset end ? context.Normalizer.Instant(end) : null;

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

    private static Reply Show(int status, MaintenanceRow row, RequestContext context) =>
        Reply.Json(status, (row, context), static (json, state) => Write(json, state.row, state.context.State.Now, state.context.Normalizer));

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
