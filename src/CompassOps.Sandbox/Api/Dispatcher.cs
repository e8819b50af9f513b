// The path of a request through the sandbox: route, credentials, fault, work, log, answer.
using System;
using System.Security.Cryptography;
using CompassOps.Sandbox.Domain;
using CompassOps.Sandbox.Faults;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Api;

/// <summary>Answers requests. Many threads call it at once; the work itself is done under the lock of the <see cref="Store"/>.</summary>
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

    public HttpAnswer Handle(HttpRequest request)
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
        SandboxFault? fault = faults.Meet(operation, request.Method, request.Path, route.Operation?.IsList ?? false, out ServiceState? then);
        if (fault is not null && FaultEffects.Pause(fault) is TimeSpan pause)
        {
            Wait(pause);
        }

        HttpAnswer? answer = fault is null ? null : FaultEffects.Instead(fault);
        if (answer is null)
        {
            answer = operation switch
            {
                Operation.TenantInfo => AnswerTenant(request),
                Operation.IssueToken => Try(() => authority.Answer(request)),
                _ => Try(() => Answer(request, route, then)),
            };
            if (fault is not null)
            {
                FaultEffects.Distort(fault, answer, request);
            }
        }

        answer.Date = store.ServiceNow;
        string requestId = Stamp(answer);
        int? status = answer.Delivery == Delivery.Reset ? null : answer.Status;
        log.Add(request, operation, receivedAt, status, fault?.Id, requestId);
        if (fault is { Kind: SandboxFaultKind.Refuse })
        {
            ClosePort(FaultEffects.ClosedFor(fault));
        }

        return answer;
    }

    public HttpAnswer Refuse(HttpProtocolException error)
    {
        HttpAnswer answer = Error(ApiException.Gateway(error.Status, error.Message));
        answer.Date = store.ServiceNow;
        log.Add(null, "", answer.Date, error.Status, null, Stamp(answer));
        return answer;
    }

    private static string Stamp(HttpAnswer answer)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        string id = Convert.ToHexString(bytes).ToLowerInvariant();
        answer.AddHeader("atl-traceid", id);
        answer.AddHeader("x-request-id", id);
        return id;
    }

    private HttpAnswer AnswerControl(IControlResource control, HttpRequest request)
    {
        HttpAnswer answer = Try(() => control.Answer(request));
        answer.Date = store.ServiceNow;
        Stamp(answer);
        return answer;
    }

    private Reply Answer(HttpRequest request, Route route, ServiceState? then)
    {
        if (route is { Operation: null, Refusal: null })
        {
            throw ApiException.Gateway(404, Messages.NotFound);
        }

        credentials.Check(request.Header("Authorization"), route);
        Operation operation = route.Operation ?? throw route.Refusal!;
        Query query = Query.Parse(request.Query);
        return store.Do(then, operation.IsList, (world, behavior) => Run(new RequestContext
        {
            Operation = operation,
            Behavior = behavior,
            World = world,
            Query = query,
            Body = request.Body,
            ContentType = request.Header("Content-Type"),
            TeamId = route.TeamId,
            Id = route.Id,
            PingDelay = PingDelay,
        }));
    }

    private static HttpAnswer Try(Func<Reply> work)
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

    private static Reply Run(RequestContext call) => AccountRules.Answer(call) ?? call.Operation.Handler(call);

    private HttpAnswer AnswerTenant(HttpRequest request)
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

    private static HttpAnswer Success(Reply reply) =>
        new() { Status = reply.Status, Body = reply.Body, ContentType = reply.Body.IsEmpty ? null : "application/json" };

    private static HttpAnswer Error(ApiException error)
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
        HttpAnswer answer = new() { Status = error.Status, Body = reply.Body, ContentType = "application/json" };
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
