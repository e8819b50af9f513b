// The columns of the matrix.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CompassOps.Sandbox;
using static CompassOps.CompassErrorKind;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>Everything that the sandbox can get wrong.</summary>
internal static class Faults
{
    private static readonly int[] ThrottlingStatus = [429, 503];
    private static readonly int[] RedirectStatus = [301, 302, 303, 307, 308];
    private static readonly TimeSpan Forever = TimeSpan.FromHours(1);

    /// <summary>All faults.</summary>
    /// <param name="now">What the sandbox's clock shows, from which a date in Retry-After is counted.</param>
    /// <param name="elsewhere">Another server, which is never to hear anything.</param>
    public static IEnumerable<Fault> All(DateTimeOffset now, Uri elsewhere) =>
        [.. Refusals(), .. Throttling(now), .. Redirects(elsewhere), .. Connections(), .. Bodies(), .. Links(elsewhere)];

    private static IEnumerable<Fault> Refusals() =>
    [
        Fault.Status(400, InvalidRequest, body: """{"errors":[{"title":"No good","code":"BAD"}]}""") with { Says = "No good" },
        Fault.Status(401, Unauthorized, body: """{"code":401,"message":"Unauthorized"}""") with { Says = "Unauthorized" },
        Fault.Status(401, MissingScope, body: """{"code":401,"message":"Unauthorized; scope does not match"}""")
            with { Says = "Unauthorized; scope does not match" },
        Fault.Status(402, NotInPlan, body: """{"message":"Payment Required"}""") with { Says = "Payment Required" },
        Fault.Status(403, Forbidden, body: "neither of the two shapes"),
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
        Fault.Status(429, Throttled, "7", header: "X-RateLimit-Reset") with { Asks = TimeSpan.FromSeconds(7) },
        Fault.Status(502, ServiceError) with { Name = "a proxy's page, 502", Order = new SandboxFault { Kind = SandboxFaultKind.Html } },
        Fault.Status(403, Forbidden) with { Name = "a proxy's page, 403", Order = new SandboxFault { Kind = SandboxFaultKind.Html, Status = 403 } },
        new Fault { Name = "a login page, 200", Order = new SandboxFault { Kind = SandboxFaultKind.Html, Status = 200 }, Kind = InvalidResponse },
    ];

    private static IEnumerable<Fault> Throttling(DateTimeOffset now) =>
        from status in ThrottlingStatus
        let kind = status == 429 ? Throttled : ServiceError
        from fault in new[]
        {
            Fault.Status(status, kind, "7") with { Asks = TimeSpan.FromSeconds(7) },
            Fault.Status(status, kind, now.AddSeconds(7).ToString("R", CultureInfo.InvariantCulture)) with { Asks = TimeSpan.FromSeconds(7) },
            Fault.Status(status, kind, "86400") with { Asks = TimeSpan.FromSeconds(30) },
            Fault.Status(status, kind, now.AddSeconds(-7).ToString("R", CultureInfo.InvariantCulture)),
            Fault.Status(status, kind, "-7"),
        }
        select fault;

    private static IEnumerable<Fault> Redirects(Uri elsewhere) =>
        from status in RedirectStatus
        from location in new[] { null, elsewhere.AbsoluteUri }
        select new Fault
        {
            Name = $"a redirect ({status}) to {(location is null ? "another path" : "another host")}",
            Order = new SandboxFault
            {
                Kind = SandboxFaultKind.Redirect,
                Status = status,
                Headers = location is null ? null : new Dictionary<string, string> { ["Location"] = location },
            },
            Kind = RedirectRefused,
            ProvesUndone = true,
        };

    private static IEnumerable<Fault> Connections() =>
    [
        Of(SandboxFaultKind.ResetBefore) with { Course = Course.Passing, Kind = ConnectionFailed },
        Of(SandboxFaultKind.ResetAfter) with { Course = Course.Passing, Kind = ConnectionFailed, IsDone = true },
        Of(SandboxFaultKind.Refuse) with { Course = Course.Passing, Kind = ConnectionFailed, IsLasting = true, IsOutside = true, ProvesUndone = true },
        Of(SandboxFaultKind.Delay) with
        {
            Name = "no answer, and no work",
            Order = new SandboxFault { Kind = SandboxFaultKind.Delay, Delay = Forever },
            Course = Course.Passing,
            Kind = CompassErrorKind.Timeout,
            Hangs = true,
        },
        Of(SandboxFaultKind.SlowDrip) with
        {
            Name = "an answer that never ends, to work that is done",
            Order = new SandboxFault { Kind = SandboxFaultKind.SlowDrip, Delay = Forever },
            Course = Course.Passing,
            Kind = CompassErrorKind.Timeout,
            IsDone = true,
            Hangs = true,
        },
        Of(SandboxFaultKind.Delay) with
        {
            Order = new SandboxFault { Kind = SandboxFaultKind.Delay, Delay = TimeSpan.FromMilliseconds(5) }, Course = Course.Right, IsDone = true,
        },
        Of(SandboxFaultKind.SlowDrip) with
        {
            Order = new SandboxFault { Kind = SandboxFaultKind.SlowDrip, Delay = TimeSpan.Zero }, Course = Course.Right, IsDone = true,
        },
    ];

    private static IEnumerable<Fault> Bodies() =>
    [
        Of(SandboxFaultKind.Truncate) with { Course = Course.Passing, Kind = InvalidResponse, IsDone = true },
        Of(SandboxFaultKind.Malformed) with { Kind = InvalidResponse, IsDone = true, SpoilsBody = true },
        Of(SandboxFaultKind.EmptyBody) with { Kind = InvalidResponse, IsDone = true, SpoilsBody = true },
        Of(SandboxFaultKind.DeepNesting) with { Kind = InvalidResponse, IsDone = true, SpoilsBody = true },
        Of(SandboxFaultKind.TooLong) with { Kind = ResponseTooLarge, IsDone = true, SpoilsBody = true },
        Of(SandboxFaultKind.GzipBomb) with { Kind = ResponseTooLarge, IsDone = true, SpoilsBody = true },
        Of(SandboxFaultKind.WrongContentType) with { Course = Course.Right, IsDone = true },
        Of(SandboxFaultKind.Strings) with { Course = Course.Right, IsDone = true },
        Of(SandboxFaultKind.Nulls) with { Course = Course.Right, IsDone = true },
        Of(SandboxFaultKind.NewWords) with { Course = Course.Right, IsDone = true },
    ];

    private static IEnumerable<Fault> Links(Uri elsewhere) =>
    [
        Of(SandboxFaultKind.StalePage) with { Course = Course.Right, IsOfLists = true, IsDone = true },
        Link("the page itself", null),
        Link("another host", elsewhere.AbsoluteUri + "v1/maintenances?offset=20"),
        Link("another host, without a scheme", "//" + elsewhere.Authority + "/v1/maintenances?offset=20"),
        Link("another scheme", "ftp://127.0.0.1/v1/maintenances?offset=20"),
        Link("above the base", "/v1/../../../../../v1/maintenances?offset=20"),
        Link("above the base, percent-encoded", "/v1/%2e%2e/%2e%2e/%2e%2e/admin?offset=20"),
        Link("a backslash", "\\\\" + elsewhere.Authority + "\\v1"),
        Link("nothing", "") with { Course = Course.Right },
        Link("blanks", "  ") with { Course = Course.Right },
        Link("the page after the last", "?offset=20") with { Course = Course.Right, MorePages = 1 },
    ];

    private static Fault Of(SandboxFaultKind kind) => new() { Name = kind.ToString(), Order = new SandboxFault { Kind = kind } };

    private static Fault Link(string where, string? link) => new()
    {
        Name = $"a next page that is {where}",
        Order = new SandboxFault { Kind = SandboxFaultKind.WrongLink, Body = link },
        Kind = PagingError,
        IsDone = true,
        IsOfLists = true,
    };
}
