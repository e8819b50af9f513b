using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using CompassOps.Sandbox.Api;
using CompassOps.Sandbox.Domain;
using CompassOps.Sandbox.Faults;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Control;

/// <summary>
/// Handles requests to <c>/_sandbox/</c>, with which other processes control the sandbox. The requests need the credentials of the
/// sandbox. Faults do not affect these requests, and the request log does not contain them.
/// <list type="table">
/// <item><term>GET /_sandbox/</term><description>returns the time, the cloud id and the teams of the sandbox</description></item>
/// <item><term>GET, POST, DELETE /_sandbox/faults</term><description>returns all faults; adds a fault; removes all faults</description></item>
/// <item><term>DELETE /_sandbox/faults/{id}</term><description>removes one fault</description></item>
/// <item><term>GET, POST /_sandbox/clock</term><description>returns the time; moves the clock with <c>{"by":"10m"}</c> or
/// <c>{"to":"2030-01-01T00:00:00Z"}</c></description></item>
/// <item><term>GET, POST /_sandbox/behavior</term><description>returns the selected behaviors; selects other behaviors with
/// <c>{"behavior":["TrimText","LagLists"]}</c></description></item>
/// <item><term>GET, DELETE /_sandbox/requests</term><description>returns the request log; clears the request log</description></item>
/// <item><term>POST, DELETE /_sandbox/tokens</term><description>issues an access token with the scopes in <c>{"scopes":[…]}</c>, or
/// with the scopes of the service account if the body is <c>{}</c>; revokes all access tokens</description></item>
/// <item><term>GET /_sandbox/alerts</term><description>returns the alerts that the sandbox raised</description></item>
/// </list>
/// </summary>
internal sealed class ControlResource(IControlled server, CredentialCheck credentials) : IControlResource
{
    private const string Root = "/_sandbox";

    public bool Owns(string path) =>
        path.StartsWith(Root, StringComparison.Ordinal) && (path.Length == Root.Length || path[Root.Length] == '/');

    public Reply Handle(HttpRequest request)
    {
        credentials.CheckBasic(request.Header("Authorization"));
        string[] path = Array.ConvertAll(request.Path[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries), Query.Decode);
        return path switch
        {
            [] => Choose(request, ("GET", _ => ShowServer())),
            ["faults"] => Choose(request, ("GET", _ => List("faults", server.Faults, Write)), ("POST", AddFault), ("DELETE", _ => Clear(null))),
            ["faults", string id] => Choose(request, ("DELETE", _ => Clear(id))),
            ["clock"] => Choose(request, ("GET", _ => ShowClock()), ("POST", StepClock)),
            ["behavior"] => Choose(request, ("GET", _ => ShowBehavior()), ("POST", SetBehavior)),
            ["requests"] => Choose(request, ("GET", _ => List("requests", server.Requests, Write)), ("DELETE", _ => ClearRequests())),
            ["tokens"] => Choose(request, ("POST", IssueToken), ("DELETE", _ => RevokeTokens())),
            ["alerts"] => Choose(request, ("GET", _ => List("alerts", server.Alerts, Write))),
            _ => throw ApiException.Gateway(404, Messages.NotFound),
        };
    }

    private static Reply Choose(HttpRequest request, params (string Method, Func<HttpRequest, Reply> Handle)[] choices)
    {
        foreach ((string method, Func<HttpRequest, Reply> handle) in choices)
        {
            if (method == request.Method)
            {
                return handle(request);
            }
        }

        throw ApiException.MethodNotAllowed(string.Join(", ", choices.Select(static choice => choice.Method)));
    }

    private Reply ShowServer() => Reply.Json(200, server, static (json, it) =>
    {
        json.WriteStartObject();
        json.WriteString("baseUri", it.BaseUri.ToString());
        json.WriteString("now", Instants.Format(it.Now));
        json.WriteString("site", it.Site);
        json.WriteString("cloudId", it.CloudId);
        json.WriteString("email", it.Email);
        json.WriteStartArray("teams");
        foreach (SandboxTeam team in it.Teams)
        {
            json.WriteStartObject();
            json.WriteString("teamId", team.TeamId);
            json.WriteString("teamName", team.TeamName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private Reply ShowClock() => Reply.Json(200, server.Now, static (json, now) =>
    {
        json.WriteStartObject();
        json.WriteString("now", Instants.Format(now));
        json.WriteEndObject();
    });

    private Reply StepClock(HttpRequest request)
    {
        RequestBody body = RequestBody.Read(request.Header("Content-Type"), request.Body, "by", "to");
        TimeSpan? by = body.Span("by");
        DateTimeOffset? to = body.Instant("to");
        if (by is null == to is null)
        {
            throw ApiException.Invalid(Messages.ByOrTo);
        }

        try
        {
            if (by is TimeSpan span)
            {
                server.Step(span);
            }
            else
            {
                server.StepTo(to!.Value);
            }
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw ApiException.Invalid(error.Message);
        }

        return ShowClock();
    }

    private Reply ShowBehavior() => Reply.Json(200, server.Behavior, static (json, behavior) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("behavior");
        foreach (string name in SandboxBehaviorNames.Of(behavior))
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private Reply SetBehavior(HttpRequest request)
    {
        RequestBody body = RequestBody.Read(request.Header("Content-Type"), request.Body, "behavior");
        try
        {
            server.Behavior = SandboxBehaviorNames.Parse(body.Texts("behavior", 100, 100) ?? throw body.Missing("behavior"));
        }
        catch (ArgumentException error)
        {
            throw ApiException.Invalid(error.Message);
        }

        return ShowBehavior();
    }

    private Reply AddFault(HttpRequest request)
    {
        SandboxFault fault = FaultBody.Read(request);
        if (fault.Delay is null && FaultRegistry.ClosesAtOnce(fault))
        {
            throw ApiException.Invalid(Messages.DelayRequired);
        }

        try
        {
            return Reply.Json(201, server.AddFault(fault), Write);
        }
        catch (ArgumentException error)
        {
            throw ApiException.Invalid(error.Message);
        }
    }

    private Reply IssueToken(HttpRequest request)
    {
        RequestBody body = RequestBody.Read(request.Header("Content-Type"), request.Body, "scopes");
        return Reply.Json(201, server.IssueAccessToken(body.Texts("scopes", 100, 200) ?? []), static (json, token) =>
        {
            json.WriteStartObject();
            json.WriteString("accessToken", token);
            json.WriteEndObject();
        });
    }

    private Reply RevokeTokens()
    {
        server.RevokeAccessTokens();
        return Reply.NoContent;
    }

    private Reply Clear(string? id)
    {
        server.ClearFaults(id);
        return Reply.NoContent;
    }

    private Reply ClearRequests()
    {
        server.ClearRequests();
        return Reply.NoContent;
    }

    private static Reply List<T>(string name, IReadOnlyList<T> rows, Action<Utf8JsonWriter, T> write) =>
        Reply.Json(200, (name, rows, write), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteStartArray(state.name);
            foreach (T row in state.rows)
            {
                state.write(json, row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter json, SandboxFault fault) => FaultBody.Write(json, fault);

    private static void Write(Utf8JsonWriter json, SandboxRequest request)
    {
        json.WriteStartObject();
        json.WriteNumber("number", request.Number);
        json.WriteString("receivedAt", Instants.Format(request.ReceivedAt));
        json.WriteString("operation", request.Operation);
        json.WriteString("method", request.Method);
        json.WriteString("path", request.Path);
        json.WriteString("query", request.Query);
        json.WriteStartObject("headers");
        foreach ((string name, string value) in request.Headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteString("body", request.Body);
        if (request.StatusCode is int status)
        {
            json.WriteNumber("statusCode", status);
        }
        else
        {
            json.WriteNull("statusCode");
        }

        json.WriteString("fault", request.Fault);
        json.WriteString("requestId", request.RequestId);
        json.WriteString("duration", request.Duration.ToString("c", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SandboxAlert alert)
    {
        json.WriteStartObject();
        json.WriteString("raisedAt", Instants.Format(alert.RaisedAt));
        json.WriteString("heartbeatName", alert.HeartbeatName);
        json.WriteString("teamId", alert.TeamId);
        json.WriteString("message", alert.Message);
        json.WriteStartArray("tags");
        foreach (string tag in alert.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteString("priority", alert.Priority);
        json.WriteBoolean("silenced", alert.Silenced);
        json.WriteString("silencedBy", alert.SilencedBy);
        json.WriteEndObject();
    }
}
