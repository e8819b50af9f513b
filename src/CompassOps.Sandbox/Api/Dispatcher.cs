using System;
using System.Security.Cryptography;
using CompassOps.Sandbox.Domain;
using CompassOps.Sandbox.Faults;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// Handles each request: finds the operation, applies faults, checks the credentials, runs the operation and writes the log.
/// Thread-safe.
/// </summary>
internal sealed class Dispatcher(Store store, string cloudId, CredentialCheck credentials, TokenAuthority authority, FaultRegistry faults, RequestLog log) : IHttpHandler
{
    private const string TenantPath = "/_edge/tenant_info";
    private readonly Router _router = new(cloudId);

    /// <summary>Waits for a span of real time. If the server stops, the wait ends early.</summary>
    public required Action<TimeSpan> Wait { get; init; }

    /// <summary>
    /// Closes the port for a time span. If the time span is infinite, the port stays closed until other code opens it.
    /// </summary>
    public required Action<TimeSpan> ClosePort { get; init; }

    /// <summary>
    /// Handles requests to <c>/_sandbox/</c>. Null disables these requests. Faults do not affect them, and the request log does not
    /// contain them.
    /// </summary>
    public IControlResource? Control { get; init; }

    /// <summary>The time between the response to a ping and the change of the heartbeat.</summary>
    public TimeSpan PingDelay { get; init; }

    public HttpResponse Handle(HttpRequest request)
    {
        if (Control is not null && Control.Owns(request.Path))
        {
            return HandleControl(Control, request);
        }

        DateTimeOffset receivedAt = store.Now;
        Route route = _router.Find(request.Method, request.Path);
        string operation = request.Path switch
        {
            TenantPath => Operation.TenantInfo,
            TokenAuthority.Path => Operation.IssueToken,
            _ => route.Operation?.Name ?? "",
        };
        SandboxFault? fault = faults.Match(operation, request.Method, request.Path, route.Operation?.IsList ?? false, out ServiceState? stale);
        HttpResponse response = FaultInjector.Inject(
            fault,
            request,
            () => operation switch
            {
                Operation.TenantInfo => HandleTenant(request),
                Operation.IssueToken => Respond(() => authority.Handle(request)),
                _ => Respond(() => RunOperation(request, route, stale)),
            },
            Wait);
        response.Date = store.ServiceNow;
        string requestId = AddRequestId(response);
        int? status = response.Delivery == Delivery.Reset ? null : response.Status;
        log.Add(request, operation, receivedAt, status, fault?.Id, requestId);
        if (fault is { Kind: SandboxFaultKind.Refuse })
        {
            ClosePort(FaultInjector.ClosedFor(fault));
        }

        return response;
    }

    public HttpResponse Refuse(HttpProtocolException error)
    {
        HttpResponse response = Error(ApiException.Gateway(error.Status, error.Message));
        response.Date = store.ServiceNow;
        log.Add(null, "", response.Date, error.Status, null, AddRequestId(response));
        return response;
    }

    private static string AddRequestId(HttpResponse response)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        string id = Convert.ToHexString(bytes).ToLowerInvariant();
        response.AddHeader("atl-traceid", id);
        response.AddHeader("x-request-id", id);
        return id;
    }

    private HttpResponse HandleControl(IControlResource control, HttpRequest request)
    {
        HttpResponse response = Respond(() => control.Handle(request));
        response.Date = store.ServiceNow;
        AddRequestId(response);
        return response;
    }

    private Reply RunOperation(HttpRequest request, Route route, ServiceState? stale)
    {
        if (route is { Operation: null, Refusal: null })
        {
            throw ApiException.Gateway(404, Messages.NotFound);
        }

        credentials.Check(request.Header("Authorization"), route);
        Operation operation = route.Operation ?? throw route.Refusal!;
        Query query = Query.Parse(request.Query);
        return store.Do(stale, operation.IsList, (state, behavior) => Run(new RequestContext
        {
            Operation = operation,
            Behavior = behavior,
            State = state,
            Query = query,
            Body = request.Body,
            ContentType = request.Header("Content-Type"),
            TeamId = route.TeamId,
            Id = route.Id,
            PingDelay = PingDelay,
        }));
    }

    private static HttpResponse Respond(Func<Reply> work)
    {
        try
        {
            return Success(work());
        }
        catch (ApiException error)
        {
            return Error(error);
        }
        catch (SandboxStateException error)
        {
            return Error(ApiException.Gateway(507, error.Message));
        }
    }

    private static Reply Run(RequestContext context) => AccountRules.Refuse(context) ?? context.Operation.Handler(context);

    private HttpResponse HandleTenant(HttpRequest request)
    {
        if (request.Method is not ("GET" or "HEAD"))
        {
            return Error(ApiException.MethodNotAllowed("GET"));
        }

        Reply reply = Reply.Json(200, cloudId, static (json, id) =>
        {
            json.WriteStartObject();
            json.WriteString("cloudId", id);
            json.WriteEndObject();
        });
        return Success(reply);
    }

    private static HttpResponse Success(Reply reply) =>
        new() { Status = reply.Status, Body = reply.Body, ContentType = reply.Body.IsEmpty ? null : "application/json" };

    private static HttpResponse Error(ApiException error)
    {
        Reply reply = Reply.Json(error.Status, error, static (json, e) =>
        {
            json.WriteStartObject();
            if (e.Code is null)
            {
                json.WriteNumber("code", e.Status);
                json.WriteString("message", e.Message);
            }
            else
            {
                json.WriteStartArray("errors");
                json.WriteStartObject();
                json.WriteString("title", e.Message);
                json.WriteString("code", e.Code);
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        });
        HttpResponse response = new() { Status = error.Status, Body = reply.Body, ContentType = "application/json" };
        if (error.Status == 401)
        {
            response.AddHeader("WWW-Authenticate", error.Challenge ?? "Basic realm=\"CompassOps Sandbox\"");
        }

        if (error.Allow is not null)
        {
            response.AddHeader("Allow", error.Allow);
        }

        return response;
    }
}
