using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;

namespace CompassOps.Core.Tests.Support;

/// <summary>What befalls a create at the service of a test.</summary>
internal enum Fate
{
    Works,
    LostBefore,
    LostAfter,
    UnavailableBefore,
    UnavailableAfter,
    UnreadableAfter,
}

/// <summary>Windows in memory, with a fate for each create, and lists that may lag behind.</summary>
internal sealed class MaintenanceService
{
    private readonly object _lock = new();
    private readonly Queue<Fate> _fates;
    private int _created;

    public MaintenanceService(params Fate[] fates)
    {
        _fates = new Queue<Fate>(fates);
        Handler = new StubHandler(Answer);
    }

    public StubHandler Handler { get; }

    public List<JsonObject> Windows { get; } = new();

    /// <summary>How many lists yet show only what was there at the beginning.</summary>
    public int StaleLists { get; set; }

    /// <summary>What lists answer instead, if not the windows.</summary>
    public Func<HttpResponseMessage>? ListAnswer { get; set; }

    /// <summary>Changes a new window the way the service keeps it.</summary>
    public Action<JsonObject>? Keep { get; set; }

    /// <summary>What the service's clock shows, in the header Date; null for none.</summary>
    public Func<DateTimeOffset>? Now { get; set; }

    public IEnumerable<string> Ids => Windows.Select(static window => (string)window["id"]!);

    public int Creates => Handler.Requests.Count(static request => request.Method == "POST");

    public int Lists => Handler.Requests.Count(static request => request.Method == "GET");

    /// <summary>Puts a window there that somebody else has created, in the precision that the service likes.</summary>
    public JsonObject Add(MaintenanceCreate request, string? id = null)
    {
        JsonObject window = new()
        {
            ["id"] = id ?? $"window-{++_created}",
            ["status"] = "planned",
            ["description"] = request.Description,
            ["startDate"] = request.StartDate.UtcDateTime.ToString("O"),
            ["endDate"] = request.EndDate.UtcDateTime.ToString("O"),
            ["rules"] = new JsonArray(request.Rules.Select(static rule => (JsonNode)new JsonObject
            {
                ["entity"] = new JsonObject { ["type"] = rule.EntityType, ["id"] = rule.EntityId },
                ["state"] = rule.State,
            }).ToArray()),
        };
        Windows.Add(window);
        return window;
    }

    public HttpResponseMessage Answer(ReceivedRequest request)
    {
        lock (_lock)
        {
            HttpResponseMessage response = request.Method == "GET" ? List() : Create(request);
            response.Headers.Date = Now?.Invoke();
            return response;
        }
    }

    private HttpResponseMessage List()
    {
        if (ListAnswer is not null)
        {
            return ListAnswer();
        }

        bool stale = StaleLists > 0;
        StaleLists--;
        return StubHandler.Json(new JsonObject { ["values"] = new JsonArray(stale ? [] : Windows.Select(static w => w.DeepClone()).ToArray()) }.ToJsonString());
    }

    private HttpResponseMessage Create(ReceivedRequest request)
    {
        Fate fate = _fates.Count > 1 ? _fates.Dequeue() : _fates.Peek();
        if (fate == Fate.LostBefore)
        {
            return StubHandler.Reset();
        }

        if (fate == Fate.UnavailableBefore)
        {
            return StubHandler.Status(503);
        }

        JsonObject window = JsonNode.Parse(request.Body)!.AsObject();
        window["id"] = $"window-{++_created}";
        window["status"] = "planned";
        Keep?.Invoke(window);
        Windows.Add(window);
        return fate switch
        {
            Fate.LostAfter => StubHandler.Reset(),
            Fate.UnavailableAfter => StubHandler.Status(504),
            Fate.UnreadableAfter => StubHandler.Json("<html>", 201),
            _ => StubHandler.Json(window.ToJsonString(), 201),
        };
    }
}
