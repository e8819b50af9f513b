using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CompassOps.Sandbox;
using static CompassOps.CompassErrorKind;

namespace CompassOps.Conformance.Tests.FaultMatrix;

internal static class Faults
{
    private static readonly int[] ThrottlingStatus = [429, 503];
    private static readonly int[] RedirectStatus = [301, 302, 303, 307, 308];
    private static readonly TimeSpan Forever = TimeSpan.FromHours(1);

    /// <summary>Returns all faults that the sandbox can inject.</summary>
    /// <param name="now">The time of the sandbox, for dates in Retry-After headers.</param>
    /// <param name="elsewhere">The address of a server to which the client must send no request.</param>
    public static IEnumerable<Fault> All(DateTimeOffset now, Uri elsewhere) =>
        [.. Refusals(), .. Throttling(now), .. Redirects(elsewhere), .. Connections(), .. Bodies(), .. Links(elsewhere)];

    private static IEnumerable<Fault> Refusals() =>
    [
        Fault.Status(400, InvalidRequest, body: """{"errors":[{"title":"No good","code":"BAD"}]}""") with { ServiceMessage = "No good" },
        Fault.Status(401, Unauthorized, body: """{"code":401,"message":"Unauthorized"}""") with { ServiceMessage = "Unauthorized" },
        Fault.Status(401, MissingScope, body: """{"code":401,"message":"Unauthorized; scope does not match"}""")
            with { ServiceMessage = "Unauthorized; scope does not match" },
        Fault.Status(402, NotInPlan, body: """{"message":"Payment Required"}""") with { ServiceMessage = "Payment Required" },
        Fault.Status(403, Forbidden, body: "no access"),
        Fault.Status(404, NotFound),
        Fault.Status(405, MethodNotAllowed),
        Fault.Status(407, ConnectionFailed),
        Fault.Status(409, Conflict),
        Fault.Status(410, NotFound),
        Fault.Status(413, InvalidRequest),
        Fault.Status(415, InvalidRequest),
        Fault.Status(422, InvalidRequest),
        Fault.Status(501, ServiceError),
        Fault.Status(505, ServiceError),
        Fault.Status(408, CompassErrorKind.Timeout),
        Fault.Status(429, Throttled),
        Fault.Status(500, ServiceError),
        Fault.Status(502, ServiceError),
        Fault.Status(503, ServiceError, body: ""),
        Fault.Status(504, ServiceError),
        Fault.Status(520, ServiceError),
        Fault.Status(521, ServiceError),
        Fault.Status(524, ServiceError, body: ""),
        Fault.Status(525, ServiceError),
        Fault.Status(529, ServiceError),
        Fault.Status(429, Throttled, "7", header: "X-RateLimit-Reset") with { Pause = TimeSpan.FromSeconds(7) },
        Fault.Status(502, ServiceError) with { Name = "a proxy's page, 502", Injected = new SandboxFault { Kind = SandboxFaultKind.Html } },
        Fault.Status(403, Forbidden) with { Name = "a proxy's page, 403", Injected = new SandboxFault { Kind = SandboxFaultKind.Html, Status = 403 } },
        new Fault
        {
            Name = "a login page, 200",
            Injected = new SandboxFault { Kind = SandboxFaultKind.Html, Status = 200 },
            Effect = FaultEffect.LastingGatewayFailure,
            Kind = InvalidResponse,
        },
    ];

    private static IEnumerable<Fault> Throttling(DateTimeOffset now) =>
        from status in ThrottlingStatus
        let kind = status == 429 ? Throttled : ServiceError
        from fault in new[]
        {
            Fault.Status(status, kind, "7") with { Pause = TimeSpan.FromSeconds(7) },
            Fault.Status(status, kind, now.AddSeconds(7).ToString("R", CultureInfo.InvariantCulture)) with { Pause = TimeSpan.FromSeconds(7) },
            Fault.Status(status, kind, "86400") with { Pause = TimeSpan.FromSeconds(30) },
            Fault.Status(status, kind, now.AddSeconds(-7).ToString("R", CultureInfo.InvariantCulture)),
            Fault.Status(status, kind, "-7") with { Effect = status == 429 ? FaultEffect.Throttled : FaultEffect.ServiceFailure },
        }
        select fault;

    private static IEnumerable<Fault> Redirects(Uri elsewhere) =>
        from status in RedirectStatus
        from location in new[] { null, elsewhere.AbsoluteUri }
        select new Fault
        {
            Name = $"a redirect ({status}) to {(location is null ? "another path" : "another host")}",
            Injected = new SandboxFault
            {
                Kind = SandboxFaultKind.Redirect,
                Status = status,
                Headers = location is null ? null : new Dictionary<string, string> { ["Location"] = location },
            },
            Kind = RedirectRefused,
            Effect = FaultEffect.Refused,
        };

    private static IEnumerable<Fault> Connections() =>
    [
        Of(SandboxFaultKind.ResetBefore, FaultEffect.GatewayFailure, ConnectionFailed),
        Of(SandboxFaultKind.ResetAfter, FaultEffect.LostResponse, ConnectionFailed),
        Of(SandboxFaultKind.Refuse, FaultEffect.Unreachable, ConnectionFailed),
        Slow(SandboxFaultKind.Delay, Forever, FaultEffect.GatewayFailure) with { Name = "no response, and the operation is not performed", Hangs = true },
        Slow(SandboxFaultKind.SlowDrip, Forever, FaultEffect.LostResponse) with { Name = "an endless response after the operation", Hangs = true },
        Slow(SandboxFaultKind.Delay, TimeSpan.FromMilliseconds(5), FaultEffect.Harmless),
        Slow(SandboxFaultKind.SlowDrip, TimeSpan.Zero, FaultEffect.Harmless),
    ];

    private static IEnumerable<Fault> Bodies() =>
    [
        Of(SandboxFaultKind.Truncate, FaultEffect.TruncatedResponse, InvalidResponse),
        Of(SandboxFaultKind.EmptyBody, FaultEffect.EmptyBody, InvalidResponse),
        Of(SandboxFaultKind.Malformed, FaultEffect.UnusableBody, InvalidResponse),
        Of(SandboxFaultKind.DeepNesting, FaultEffect.UnusableBody, InvalidResponse),
        Of(SandboxFaultKind.TooLong, FaultEffect.UnusableBody, ResponseTooLarge),
        Of(SandboxFaultKind.GzipBomb, FaultEffect.UnusableBody, ResponseTooLarge),
        Of(SandboxFaultKind.Nulls, FaultEffect.NullFields),
        Of(SandboxFaultKind.WrongContentType, FaultEffect.Harmless),
        Of(SandboxFaultKind.Strings, FaultEffect.Harmless),
        Of(SandboxFaultKind.NewWords, FaultEffect.Harmless),
    ];

    private static IEnumerable<Fault> Links(Uri elsewhere) =>
    [
        Of(SandboxFaultKind.StalePage, FaultEffect.Harmless) with { IsOfLists = true },
        Link("the page itself", null),
        Link("another host", elsewhere.AbsoluteUri + "v1/maintenances?offset=20"),
        Link("another host, without a scheme", "//" + elsewhere.Authority + "/v1/maintenances?offset=20"),
        Link("another scheme", "ftp://127.0.0.1/v1/maintenances?offset=20"),
        Link("above the base path", "/v1/../../../../../v1/maintenances?offset=20"),
        Link("above the base path, percent-encoded", "/v1/%2e%2e/%2e%2e/%2e%2e/admin?offset=20"),
        Link("a backslash", "\\\\" + elsewhere.Authority + "\\v1"),
        Link("an empty text", "", FaultEffect.Harmless),
        Link("blank", "  ", FaultEffect.Harmless),
        Link("the page after the last", "?offset=20", FaultEffect.ExtraPage),
    ];

    private static Fault Of(SandboxFaultKind kind, FaultEffect effect, CompassErrorKind error = default) =>
        new() { Name = kind.ToString(), Injected = new SandboxFault { Kind = kind }, Effect = effect, Kind = error };

    private static Fault Slow(SandboxFaultKind kind, TimeSpan delay, FaultEffect effect) =>
        Of(kind, effect, CompassErrorKind.Timeout) with { Injected = new SandboxFault { Kind = kind, Delay = delay } };

    private static Fault Link(string target, string? link, FaultEffect effect = FaultEffect.WrongLink) => new()
    {
        Name = $"a next page that is {target}",
        Injected = new SandboxFault { Kind = SandboxFaultKind.WrongLink, Body = link },
        Effect = effect,
        Kind = PagingError,
        IsOfLists = true,
    };
}
