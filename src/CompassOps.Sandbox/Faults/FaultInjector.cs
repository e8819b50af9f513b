using System;
using System.Collections.Generic;
using System.Text;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Faults;

/// <summary>Applies a fault to a request or its response. <see cref="FaultRegistry"/> selects the fault.</summary>
internal static class FaultInjector
{
    /// <summary>
    /// The default target of a redirect. It is a path of this sandbox, so that the request log shows whether the client follows the
    /// redirect.
    /// </summary>
    private const string RedirectPath = "/redirected";

    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultDrip = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Applies a fault to a request, and returns the response. Depending on the fault, the operation runs and its response is
    /// changed, or the operation does not run.
    /// </summary>
    /// <param name="fault">The fault. Null returns the unchanged response of the operation.</param>
    /// <param name="request">The request.</param>
    /// <param name="operation">Runs the operation.</param>
    /// <param name="wait">Waits for a span of real time.</param>
    public static HttpResponse Inject(SandboxFault? fault, HttpRequest request, Func<HttpResponse> operation, Action<TimeSpan> wait)
    {
        if (fault is null)
        {
            return operation();
        }

        if (Pause(fault) is TimeSpan pause)
        {
            wait(pause);
        }

        if (Replace(fault) is { } replacement)
        {
            return replacement;
        }

        HttpResponse response = operation();
        Distort(fault, response, request);
        return response;
    }

    /// <summary>Returns the time to wait before the sandbox handles the request. Null means no wait.</summary>
    private static TimeSpan? Pause(SandboxFault fault) => fault.Kind switch
    {
        SandboxFaultKind.Delay => fault.Delay ?? DefaultDelay,
        SandboxFaultKind.Refuse or SandboxFaultKind.SlowDrip => null,
        _ => fault.Delay,
    };

    /// <summary>Returns how long the port stays closed after a fault of the kind Refuse fires.</summary>
    public static TimeSpan ClosedFor(SandboxFault fault) => fault.Delay ?? DefaultDelay;

    /// <summary>If the operation must not run, returns the response to send instead. Returns null if the operation can run.</summary>
    private static HttpResponse? Replace(SandboxFault fault)
    {
        switch (fault.Kind)
        {
            case SandboxFaultKind.Status:
                int status = fault.Status ?? 503;
                string message = $$"""{"message":"{{Messages.FaultMessage(status)}}"}""";
                return Create(fault, status, fault.Body ?? message, "application/json");
            case SandboxFaultKind.Html:
                int code = fault.Status ?? 502;
                return Create(fault, code, fault.Body ?? $"<html><body><h1>{code}</h1><p>{Messages.FaultPage}</p></body></html>\n", "text/html");
            case SandboxFaultKind.Redirect:
                HttpResponse redirect = Create(fault, fault.Status ?? 302, fault.Body ?? "", null);
                if (fault.Headers is null || !Has(fault.Headers, "Location"))
                {
                    redirect.AddHeader("Location", RedirectPath);
                }

                return redirect;
            case SandboxFaultKind.Refuse:
            case SandboxFaultKind.ResetBefore:
                return new HttpResponse { Delivery = Delivery.Reset };
            default:
                return null;
        }
    }

    private static void Distort(SandboxFault fault, HttpResponse response, HttpRequest request)
    {
        switch (fault.Kind)
        {
            case SandboxFaultKind.ResetAfter:
                response.Delivery = Delivery.Reset;
                break;
            case SandboxFaultKind.Truncate:
                response.Delivery = Delivery.Truncated;
                break;
            case SandboxFaultKind.SlowDrip:
                response.Delivery = Delivery.Drip;
                response.DripPause = fault.Delay ?? DefaultDrip;
                break;
            case SandboxFaultKind.Malformed:
                response.Body = response.Body[..(response.Body.Length / 2)];
                break;
            case SandboxFaultKind.EmptyBody:
                response.Body = default;
                break;
            case SandboxFaultKind.WrongContentType:
                response.ContentType = "text/plain";
                break;
            case SandboxFaultKind.TooLong when !response.Body.IsEmpty:
                response.Delivery = Delivery.Padded;
                response.Padding = DecompressionBomb.Size;
                break;
            case SandboxFaultKind.GzipBomb when !response.Body.IsEmpty:
                response.Body = DecompressionBomb.Pack(response.Body.Span);
                response.AddHeader("Content-Encoding", "gzip");
                break;
            case SandboxFaultKind.DeepNesting:
            case SandboxFaultKind.Strings:
            case SandboxFaultKind.Nulls:
            case SandboxFaultKind.NewWords:
                response.Body = JsonDistortion.Of(fault.Kind, response.Body);
                break;
            case SandboxFaultKind.WrongLink:
                response.Body = JsonDistortion.WithLink(response.Body, fault.Body ?? Below(request));
                break;
        }

        AddHeaders(fault, response);
    }

    /// <summary>
    /// Returns the address of the request in the format of <c>links.next</c>. The address starts with <c>/v1/</c> and includes the query.
    /// </summary>
    private static string Below(HttpRequest request) =>
        request.Path[request.Path.IndexOf("/v1/", StringComparison.Ordinal)..] + (request.Query.Length == 0 ? "" : "?" + request.Query);

    private static HttpResponse Create(SandboxFault fault, int status, string body, string? type)
    {
        HttpResponse response = new() { Status = status, Body = Encoding.UTF8.GetBytes(body), ContentType = type };
        AddHeaders(fault, response);
        return response;
    }

    private static void AddHeaders(SandboxFault fault, HttpResponse response)
    {
        foreach ((string name, string value) in fault.Headers ?? new Dictionary<string, string>())
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                response.ContentType = value;
            }
            else
            {
                response.AddHeader(name, value);
            }
        }
    }

    private static bool Has(IReadOnlyDictionary<string, string> headers, string name)
    {
        foreach (string key in headers.Keys)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
