// The effects of faults on responses.
using System;
using System.Collections.Generic;
using System.Text;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Faults;

/// <summary>Applies a fault to a response, or replaces the response.</summary>
internal static class FaultEffects
{
    /// <summary>The default target of a redirect. It is in this sandbox, so that the log shows a client that follows it.</summary>
    private const string RedirectPath = "/redirected";

    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultDrip = TimeSpan.FromMilliseconds(50);

    /// <summary>How long to wait before anything else.</summary>
    public static TimeSpan? Pause(SandboxFault fault) => fault.Kind switch
    {
        SandboxFaultKind.Delay => fault.Delay ?? DefaultDelay,
        SandboxFaultKind.Refuse or SandboxFaultKind.SlowDrip => null,
        _ => fault.Delay,
    };

    /// <summary>How long the port stays closed after a request sprang the fault.</summary>
    public static TimeSpan ClosedFor(SandboxFault fault) => fault.Delay ?? DefaultDelay;

    /// <summary>Returns the response in place of the operation; null if the operation has to run.</summary>
    public static HttpResponse? Replace(SandboxFault fault)
    {
        switch (fault.Kind)
        {
            case SandboxFaultKind.Status:
                int status = fault.Status ?? 503;
                string message = $$"""{"message":"{{Messages.FaultAnswer(status)}}"}""";
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

    /// <summary>Changes the response of an operation that ran.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="answer">The correct response, which is changed.</param>
    /// <param name="request">The request.</param>
    public static void Distort(SandboxFault fault, HttpResponse answer, HttpRequest request)
    {
        switch (fault.Kind)
        {
            case SandboxFaultKind.ResetAfter:
                answer.Delivery = Delivery.Reset;
                break;
            case SandboxFaultKind.Truncate:
                answer.Delivery = Delivery.Truncated;
                break;
            case SandboxFaultKind.SlowDrip:
                answer.Delivery = Delivery.Drip;
                answer.DripPause = fault.Delay ?? DefaultDrip;
                break;
            case SandboxFaultKind.Malformed:
                answer.Body = answer.Body[..(answer.Body.Length / 2)];
                break;
            case SandboxFaultKind.EmptyBody:
                answer.Body = default;
                break;
            case SandboxFaultKind.WrongContentType:
                answer.ContentType = "text/plain";
                break;
            case SandboxFaultKind.TooLong when !answer.Body.IsEmpty:
                answer.Delivery = Delivery.Padded;
                answer.Padding = DecompressionBomb.Size;
                break;
            case SandboxFaultKind.GzipBomb when !answer.Body.IsEmpty:
                answer.Body = DecompressionBomb.Pack(answer.Body.Span);
                answer.AddHeader("Content-Encoding", "gzip");
                break;
            case SandboxFaultKind.DeepNesting:
            case SandboxFaultKind.Strings:
            case SandboxFaultKind.Nulls:
            case SandboxFaultKind.NewWords:
                answer.Body = JsonDistortion.Of(fault.Kind, answer.Body);
                break;
            case SandboxFaultKind.WrongLink:
                answer.Body = JsonDistortion.WithLink(answer.Body, fault.Body ?? Below(request));
                break;
        }

        AddHeaders(fault, answer);
    }

    /// <summary>The request's own address as links have it: below the base.</summary>
    private static string Below(HttpRequest request) =>
        request.Path[request.Path.IndexOf("/v1/", StringComparison.Ordinal)..] + (request.Query.Length == 0 ? "" : "?" + request.Query);

    private static HttpResponse Create(SandboxFault fault, int status, string body, string? type)
    {
        HttpResponse answer = new() { Status = status, Body = Encoding.UTF8.GetBytes(body), ContentType = type };
        AddHeaders(fault, answer);
        return answer;
    }

    private static void AddHeaders(SandboxFault fault, HttpResponse answer)
    {
        foreach ((string name, string value) in fault.Headers ?? new Dictionary<string, string>())
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                answer.ContentType = value;
            }
            else
            {
                answer.AddHeader(name, value);
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
