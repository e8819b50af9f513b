// The path of a request through the sandbox: route, fault, credentials, operation, log, response.
using System;
using System.Security.Cryptography;
using CompassOps.Sandbox.Domain;
using CompassOps.Sandbox.Faults;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Api;

/// <summary>Responds to requests on many threads at once. Operations run under the lock of the <see cref="Store"/>.</summary>
internal sealed class Dispatcher(Store store, string cloudId, CredentialCheck credentials, TokenAuthority authority, FaultRegistry faults, RequestLog log) : IHttpHandler
{
    private const string TenantPath = "/_edge/tenant_info";
    private readonly Router _router = new(cloudId);

    /// <summary>Waits in real time, unless the server stops.</summary>
    public required Action<TimeSpan> Wait { get; init; }

    /// <summary>Closes the port for some time, or until it is opened.</summary>
    public required Action<TimeSpan> ClosePort { get; init; }

    /// <summary>Answers below its path, past faults and log; null if it is switched off.</summary>
    public IControlResource? Control { get; init; }

    /// <summary>How long after its PONG a ping takes effect.</summary>
    public TimeSpan PingDelay { get; init; }

    public HttpResponse Handle(HttpRequest request)
    {
        if (Control is not null && Control.Owns(request.Path))
        {
            return AnswerControl(Control, request);
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
        if (fault is not null && FaultEffects.Pause(fault) is TimeSpan pause)
        {
            Wait(pause);
        }

        HttpResponse? answer = fault is null ? null : FaultEffects.Replace(fault);
        if (answer is null)
        {
            answer = operation switch
            {
                Operation.TenantInfo => AnswerTenant(request),
                Operation.IssueToken => Respond(() => authority.Answer(request)),
                _ => Respond(() => Answer(request, route, stale)),
            };
            if (fault is not null)
            {
                FaultEffects.Distort(fault, answer, request);
            }
        }

        answer.Date = store.ServiceNow;
        string requestId = AddRequestId(answer);
        int? status = answer.Delivery == Delivery.Reset ? null : answer.Status;
        log.Add(request, operation, receivedAt, status, fault?.Id, requestId);
        if (fault is { Kind: SandboxFaultKind.Refuse })
        {
            ClosePort(FaultEffects.ClosedFor(fault));
        }

        return answer;
    }

    public HttpResponse Refuse(HttpProtocolException error)
    {
        HttpResponse answer = Error(ApiException.Gateway(error.Status, error.Message));
        answer.Date = store.ServiceNow;
        log.Add(null, "", answer.Date, error.Status, null, AddRequestId(answer));
        return answer;
    }

    private static string AddRequestId(HttpResponse answer)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        string id = Convert.ToHexString(bytes).ToLowerInvariant();
        answer.AddHeader("atl-traceid", id);
        answer.AddHeader("x-request-id", id);
        return id;
    }

    private HttpResponse AnswerControl(IControlResource control, HttpRequest request)
    {
        HttpResponse answer = Respond(() => control.Answer(request));
        answer.Date = store.ServiceNow;
        AddRequestId(answer);
        return answer;
    }

    private Reply Answer(HttpRequest request, Route route, ServiceState? stale)
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

    private static Reply Run(RequestContext context) => AccountRules.Answer(context) ?? context.Operation.Handler(context);

    private HttpResponse AnswerTenant(HttpRequest request)
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
        HttpResponse answer = new() { Status = error.Status, Body = reply.Body, ContentType = "application/json" };
        if (error.Status == 401)
        {
            answer.AddHeader("WWW-Authenticate", error.Challenge ?? "Basic realm=\"CompassOps Sandbox\"");
        }

        if (error.Allow is not null)
        {
            answer.AddHeader("Allow", error.Allow);
        }

        return answer;
    }
}
