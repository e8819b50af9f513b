namespace CompassOps;

/// <summary>The kinds of failure that a <see cref="CompassApiException"/> reports.</summary>
public enum CompassErrorKind
{
    /// <summary>The service rejects the request: 400, 413, 415, 422 and other codes of the 4xx class.</summary>
    InvalidRequest,

    /// <summary>401: the service does not accept the credentials.</summary>
    Unauthorized,

    /// <summary>401, and the service names the scope: the token lacks a scope that the operation needs.</summary>
    MissingScope,

    /// <summary>402: the plan of the site does not include the feature.</summary>
    NotInPlan,

    /// <summary>403: the account does not have the permission.</summary>
    Forbidden,

    /// <summary>404: no such object, team or address.</summary>
    NotFound,

    /// <summary>405: the address does not support this method.</summary>
    MethodNotAllowed,

    /// <summary>409: it exists already, or its state does not allow the change.</summary>
    Conflict,

    /// <summary>429, also after all retries.</summary>
    Throttled,

    /// <summary>5xx, also after all retries.</summary>
    ServiceError,

    /// <summary>No response within the time-out.</summary>
    Timeout,

    /// <summary>No connection: name, network, TLS or proxy; or it was lost.</summary>
    ConnectionFailed,

    /// <summary>The response is not one of the service: HTML, malformed, truncated, or of the wrong form.</summary>
    InvalidResponse,

    /// <summary>The response is longer than the settings allow.</summary>
    ResponseTooLarge,

    /// <summary>The response sends the request elsewhere, which is never followed.</summary>
    RedirectRefused,

    /// <summary>The address of the next page cannot be followed, so the list would be incomplete.</summary>
    PagingError,

    /// <summary>It is unknown whether a create happened.</summary>
    OutcomeUnknown,
}
