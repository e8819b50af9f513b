using System;
using CompassOps.Serialization;

namespace CompassOps.Http;

/// <summary>Turns an attempt that failed for good into the exception that the caller sees: a sentence, a kind, a remedy.</summary>
internal static class Failures
{
    /// <summary>The kind that a status means.</summary>
    public static CompassErrorKind KindOf(int status) => status switch
    {
        401 => CompassErrorKind.Unauthorized,
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

    /// <summary>The exception for an answer, or for none.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="answer">What came of the last attempt.</param>
    /// <param name="attempts">How many attempts there were.</param>
    /// <param name="redact">Takes secrets out of a text.</param>
    /// <param name="asker">Whose credentials were sent, or null if none were.</param>
    public static CompassApiException From(ApiRequest call, ApiResponse answer, int attempts, Func<string, string> redact, string? asker)
    {
        string? said = null, code = null;
        if (answer.Outcome == AttemptOutcome.Refusal)
        {
            ServiceError error = ErrorReader.Read(answer.Body);
            (said, code) = (Redacted(error.Message, redact), Redacted(error.Code, redact));
        }

        bool html = answer.Status > 0 && IsHtml(answer);
        (CompassErrorKind kind, string what, string? remedy) = answer.Outcome switch
        {
            AttemptOutcome.Refusal => Refused(answer.Status, html, asker),
            AttemptOutcome.Redirect => (CompassErrorKind.RedirectRefused,
                $"the answer ({answer.Status}) sends the request to {answer.Location ?? "nowhere"}, which is not followed",
                "Check the base address, and whether a proxy or a login page stands in between."),
            AttemptOutcome.TooLarge => (CompassErrorKind.ResponseTooLarge, answer.Failure!, "Ask for smaller pages."),
            AttemptOutcome.Unreadable => (CompassErrorKind.InvalidResponse,
                html ? $"the answer ({answer.Status}) is a web page, not the service's" : $"the answer ({answer.Status}) cannot be read: {answer.Failure}",
                "Check the base address, and whether a proxy stands in between."),
            AttemptOutcome.CutOff => (CompassErrorKind.InvalidResponse,
                $"the answer ({answer.Status}) ended before it was whole", "Try again later; check the network, and whether a proxy stands in between."),
            AttemptOutcome.TimedOut => (CompassErrorKind.Timeout, answer.Failure!, "Try again later, or allow more time."),
            _ => (CompassErrorKind.ConnectionFailed, answer.Failure ?? "the connection failed", Connection(answer)),
        };
        string again = attempts > 1 ? $", after {attempts} attempts" : "";
        string tail = said is null ? "" : $": {said}";
        string message = redact($"{call.Operation.Name}: {what}{again}{tail}");
        return new CompassApiException(kind, call.Operation.Name, message, Cause(answer.Exception, redact))
        {
            StatusCode = answer.Status == 0 ? null : answer.Status,
            ServiceMessage = said,
            ServiceCode = code,
            RequestId = Redacted(answer.RequestId, redact),
            Remedy = remedy,
            Address = new Uri(call.Address.GetLeftPart(UriPartial.Path)),
            ServiceTime = answer.Date,
            Attempts = attempts,
            IsForeign = html,
            IsCutOff = answer.Outcome == AttemptOutcome.CutOff,
        };
    }

    /// <summary>Whether the body is a web page: then a proxy or a gateway has answered, not the service.</summary>
    public static bool IsHtml(ApiResponse answer)
    {
        ReadOnlySpan<byte> body = answer.Body;
        while (!body.IsEmpty && body[0] <= (byte)' ')
        {
            body = body.Slice(1);
        }

        // An answer that must not have a body is none, whatever it says of its type.
        return body.IsEmpty ? answer.Status != 204 && answer.MediaType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true : body[0] == (byte)'<';
    }

    private static string? Redacted(string? text, Func<string, string> redact) => text is null ? null : redact(text);

    /// <summary>The cause, unless its text, which may quote the answer, holds a secret.</summary>
    private static Exception? Cause(Exception? cause, Func<string, string> redact)
    {
        string? text = cause?.ToString();
        return text is not null && redact(text) == text ? cause : null;
    }

    private static (CompassErrorKind Kind, string What, string? Remedy) Refused(int status, bool html, string? asker)
    {
        string by = html ? "a proxy or gateway in between" : "the service";
        return KindOf(status) switch
        {
            CompassErrorKind.Unauthorized => (CompassErrorKind.Unauthorized, $"{by} does not accept the credentials{(asker is null ? "" : " of " + asker)} (401)",
                "Check the e-mail address and the API token (one without scopes); a token expires, and belongs to one account."),
            CompassErrorKind.Forbidden => (CompassErrorKind.Forbidden, $"{by} does not allow it (403)",
                "Ask for the right to manage operations of this team or site, and check the cloudId."),
            CompassErrorKind.NotFound => (CompassErrorKind.NotFound, $"{by} has no such thing ({status})",
                "Check name or id, the team, the cloudId and the product."),
            CompassErrorKind.MethodNotAllowed => (CompassErrorKind.MethodNotAllowed, $"{by} does not take this method here (405)",
                "Check the base address and the product."),
            CompassErrorKind.Conflict => (CompassErrorKind.Conflict, $"{by} says that it conflicts with what is there (409)",
                "Look at what is there: it may exist already, or be in a state that does not allow the change."),
            CompassErrorKind.Throttled => (CompassErrorKind.Throttled, $"{by} asks for fewer requests (429)",
                "Try again later, with fewer requests at once."),
            CompassErrorKind.Timeout => (CompassErrorKind.Timeout, $"{by} gave up waiting for the request ({status})", "Try again later."),
            CompassErrorKind.ConnectionFailed => (CompassErrorKind.ConnectionFailed, "the proxy wants credentials (407)",
                "Give the proxy's credentials."),
            CompassErrorKind.ServiceError => (CompassErrorKind.ServiceError, $"{by} failed ({status})", "Try again later."),
            CompassErrorKind.InvalidRequest => (CompassErrorKind.InvalidRequest, $"{by} does not accept the request ({status})",
                "Correct what the service names."),
            _ => (CompassErrorKind.InvalidResponse, $"{by} gave an answer that means nothing here ({status})", "Check the base address."),
        };
    }

    private static string Connection(ApiResponse answer) =>
        ConnectionFailure.IsName(answer.Exception) ? "Check the spelling of the host, and the name service."
        : ConnectionFailure.IsTrust(answer.Exception) ? "Check the certificate, the machine's clock, and whether a proxy inspects TLS."
        : "Check the network, the address and the proxy.";
}
