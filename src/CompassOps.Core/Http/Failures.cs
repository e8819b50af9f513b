using System;
using CompassOps.Secrets;
using CompassOps.Serialization;

namespace CompassOps.Http;

internal static class Failures
{
    public static CompassErrorKind KindOf(int status) => status switch
    {
        401 => CompassErrorKind.Unauthorized,
        402 => CompassErrorKind.NotInPlan,
        403 => CompassErrorKind.Forbidden,
        404 or 410 => CompassErrorKind.NotFound,
        405 => CompassErrorKind.MethodNotAllowed,
        408 => CompassErrorKind.Timeout,
        409 => CompassErrorKind.Conflict,
        429 => CompassErrorKind.Throttled,
        407 => CompassErrorKind.ConnectionFailed,
        >= 500 => CompassErrorKind.ServiceError,
        >= 400 => CompassErrorKind.InvalidRequest,
        _ => CompassErrorKind.InvalidResponse,
    };

    public static CompassApiException From(ApiRequest request, ApiResponse response, int attempts, Redactor redactor, Credential? credential)
    {
        ServiceError error = response.Outcome == AttemptOutcome.Refusal ? ErrorReader.Read(response.Body) : default;
        string? serviceText = redactor.Line(error.Message);
        bool html = response.Status > 0 && IsHtml(response);
        TokenState state = credential?.IsAccessToken == true && response.Status == 401 ? TokenStates.Of(error.Message, response.Challenge) : TokenState.Unknown;
        (CompassErrorKind kind, string what, string? remedy) = response.Outcome switch
        {
            AttemptOutcome.Refusal when !html && request.Operation != AuthorityOperations.IssueToken && Scopes.IsMissing(response.Status, error, response.Challenge) => Scopes.Missing(request),
            AttemptOutcome.Refusal when request.Operation == AuthorityOperations.IssueToken && !html && IsClientRefused(response.Status) =>
                (CompassErrorKind.Unauthorized, Messages.ClientRefused(request.Address.Host, response.Status), Messages.CheckClient),
            AttemptOutcome.Refusal when response.Status == 401 && credential is not null =>
                (CompassErrorKind.Unauthorized, TokenStates.Describe(state, html ? Messages.AProxy : Messages.TheService, credential.Description), credential.Remedy),
            AttemptOutcome.Refusal => Refused(request, response.Status, html),
            AttemptOutcome.Redirect => (CompassErrorKind.RedirectRefused,
                Messages.Redirected(response.Status, response.Location ?? Messages.NoLocation), Messages.CheckForLoginPage),
            AttemptOutcome.TooLarge => (CompassErrorKind.ResponseTooLarge, response.Failure!, Messages.SmallerPages),
            AttemptOutcome.Unreadable => (CompassErrorKind.InvalidResponse,
                html ? Messages.WebPage(response.Status) : Messages.Unreadable(response.Status, redactor.Line(response.Failure)), Messages.CheckForProxy),
            AttemptOutcome.CutOff => (CompassErrorKind.InvalidResponse, Messages.CutOff(response.Status), Messages.TryLaterOnThisNetwork),
            AttemptOutcome.TimedOut => (CompassErrorKind.Timeout, response.Failure!, Messages.TryLaterOrLonger),
            _ => (CompassErrorKind.ConnectionFailed, redactor.Line(response.Failure) ?? Messages.ConnectionFailed, Connection(response)),
        };
        string message = redactor.Redact(Messages.Failed(request.Operation.Name, what, attempts, serviceText));
        return new CompassApiException(kind, request.Operation.Name, message, redactor.Redact(response.Exception))
        {
            StatusCode = response.Status == 0 ? null : response.Status,
            ServiceMessage = serviceText,
            ServiceCode = redactor.Line(error.Code),
            RequestId = response.RequestId is null ? null : PlainText.Line(redactor.RedactHeader(response.RequestId)),
            Remedy = kind == CompassErrorKind.InvalidRequest && serviceText is null ? Messages.CheckValues : remedy,
            Address = redactor.Redact(new Uri(request.Address.GetLeftPart(UriPartial.Path))),
            ServiceTime = response.Date,
            Attempts = attempts,
            IsForeign = html,
            IsCutOff = response.Outcome == AttemptOutcome.CutOff,
            Problem = TokenStates.Problem(state) ?? ConnectionFailure.Problem(response.Exception),
        };
    }

    /// <summary>
    /// Returns whether the response has the status 401 and a retry with a new access token can succeed. Returns false for a missing scope,
    /// because a new token has the same scopes.
    /// </summary>
    public static bool IsTokenRefused(ApiResponse response) =>
        response is { Outcome: AttemptOutcome.Refusal, Status: 401 } && !Scopes.IsMissing(401, ErrorReader.Read(response.Body), response.Challenge);

    /// <summary>Returns whether the body is an HTML page. Proxies and gateways send HTML pages, but the service does not.</summary>
    public static bool IsHtml(ApiResponse response)
    {
        ReadOnlySpan<byte> body = JsonReading.WithoutMark(response.Body);
        while (!body.IsEmpty && body[0] <= (byte)' ')
        {
            body = body.Slice(1);
        }

        // A 204 response has no body, so ignore its content type.
        return body.IsEmpty ? response.Status != 204 && response.MediaType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true : body[0] == (byte)'<';
    }

    private static (CompassErrorKind Kind, string What, string? Remedy) Refused(ApiRequest request, int status, bool html)
    {
        string by = html ? Messages.AProxy : request.Operation == AuthorityOperations.IssueToken ? Messages.TheAuthority : Messages.TheService;
        CompassErrorKind kind = KindOf(status);
        string subject = Subject(request.Operation);
        (string what, string remedy) = kind switch
        {
            CompassErrorKind.Unauthorized => (Messages.CredentialsRejected(by), Messages.CheckCredentials),
            CompassErrorKind.NotInPlan => (Messages.NotInPlan(subject), subject == Messages.Heartbeats ? Messages.UpgradePlanForHeartbeats : Messages.UpgradePlan),
            CompassErrorKind.Forbidden => (Messages.AccessDenied(by), Messages.CheckAccess),
            CompassErrorKind.NotFound => (Messages.NotFound(by, status), Messages.CheckIdentity),
            CompassErrorKind.MethodNotAllowed => (Messages.MethodNotAllowed(by), Messages.CheckProduct),
            CompassErrorKind.Conflict => (Messages.Conflict(by), Messages.CheckState),
            CompassErrorKind.Throttled => (Messages.Throttled(by), Messages.FewerRequests),
            CompassErrorKind.Timeout => (Messages.GaveUpWaiting(by, status), Messages.TryLater),
            CompassErrorKind.ConnectionFailed => (Messages.ProxyCredentialsMissing, Messages.GiveProxyCredentials),
            CompassErrorKind.ServiceError => (Messages.ServiceFailed(by, status), Messages.TryLater),
            CompassErrorKind.InvalidRequest => (Messages.RequestRejected(by, status), Messages.CorrectRequest),
            _ => (Messages.UnexpectedStatus(by, status), Messages.CheckBaseAddress),
        };
        return (kind, what, remedy);
    }

    // For invalid client credentials, RFC 6749 allows 400 and 401, but some authorities return 403.
    private static bool IsClientRefused(int status) => status is 400 or 401 or 403;

    private static string Subject(Operation operation) =>
        operation.Template.Contains("heartbeats") ? Messages.Heartbeats
        : operation.Template.Contains("maintenances") ? Messages.Maintenance
        : Messages.Operations;

    private static string Connection(ApiResponse response) => ConnectionFailure.Problem(response.Exception) switch
    {
        ConnectionProblem.NameNotResolved => Messages.CheckHostName,
        ConnectionProblem.Tls => Messages.CheckCertificate,
        _ => Messages.CheckNetwork,
    };
}
