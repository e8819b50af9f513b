using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;

namespace CompassOps.Core.Tests.Support;

/// <summary>Specifies how the simulated service handles a create request.</summary>
internal enum CreateResult
{
    Works,
    LostBefore,
    LostAfter,
    UnavailableBefore,
    UnavailableAfter,
    UnreadableAfter,
}

/// <summary>A simulated service that stores windows in memory.</summary>
internal sealed class MaintenanceService
{
    private readonly object _lock = new();
    private readonly Queue<CreateResult> _results;
    private int _created;

    public MaintenanceService(params CreateResult[] results)
    {
        _results = new Queue<CreateResult>(results);
        Handler = new StubHandler(Respond);
    }

    public StubHandler Handler { get; }

    public List<JsonObject> Windows { get; } = new();

    /// <summary>The number of list requests for which the service still returns an empty list. Each list request decreases the number.</summary>
    public int StaleLists { get; set; }

    /// <summary>Creates the response to a request for the list of windows. If null, the response contains the windows of this service.</summary>
    public Func<HttpResponseMessage>? ListResponse { get; set; }

    /// <summary>
    /// Changes a new window before the service stores it. If null, the service stores the values of the request.
    /// </summary>
    public Action<JsonObject>? Keep { get; set; }

    /// <summary>Returns the time for the Date header. If null, responses have no Date header.</summary>
    public Func<DateTimeOffset>? Now { get; set; }

    public IEnumerable<string> Ids => Windows.Select(static window => (string)window["id"]!);

    public int Creates => Handler.Requests.Count(static request => request.Method == "POST");

    public int Lists => Handler.Requests.Count(static request => request.Method == "GET");

    /// <summary>Adds a window without a request, as if another client had created the window.</summary>
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

    public HttpResponseMessage Respond(ReceivedRequest request)
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
        if (ListResponse is not null)
        {
            return ListResponse();
        }

        bool stale = StaleLists > 0;
        StaleLists--;
        return StubHandler.Json(new JsonObject { ["values"] = new JsonArray(stale ? [] : Windows.Select(static w => w.DeepClone()).ToArray()) }.ToJsonString());
    }

    private HttpResponseMessage Create(ReceivedRequest request)
    {
        CreateResult result = _results.Count > 1 ? _results.Dequeue() : _results.Peek();
        if (result == CreateResult.LostBefore)
        {
            return StubHandler.Reset();
        }

        if (result == CreateResult.UnavailableBefore)
        {
            return StubHandler.Status(503);
        }

        JsonObject window = JsonNode.Parse(request.Body)!.AsObject();
        window["id"] = $"window-{++_created}";
        window["status"] = "planned";
        Keep?.Invoke(window);
        Windows.Add(window);
        return result switch
        {
            CreateResult.LostAfter => StubHandler.Reset(),
            CreateResult.UnavailableAfter => StubHandler.Status(504),
            CreateResult.UnreadableAfter => StubHandler.Json("<html>", 201),
            _ => StubHandler.Json(window.ToJsonString(), 201),
        };
    }
}
