namespace CompassOps;

/// <summary>The kinds of failure that a <see cref="CompassApiException"/> reports.</summary>
public enum CompassErrorKind
{
    /// <summary>The service rejects the request: 400, 413, 415, 422 and other codes of the 4xx class.</summary>
    InvalidRequest,

    /// <summary>401: the service does not accept the credentials.</summary>
    Unauthorized,

    /// <summary>401 or 403 that mentions a scope: the token lacks a scope that the operation needs.</summary>
    MissingScope,

    /// <summary>402: the plan of the site does not include the feature.</summary>
    NotInPlan,

    /// <summary>403: the account does not have the permission.</summary>
    Forbidden,

    /// <summary>404: the object, the team or the address does not exist.</summary>
    NotFound,

    /// <summary>405: the address does not support this method.</summary>
    MethodNotAllowed,

    /// <summary>409: the object exists already, or its state does not allow the change.</summary>
    Conflict,

    /// <summary>429 after all retries: the service throttles the client.</summary>
    Throttled,

    /// <summary>5xx after all retries: the service failed.</summary>
    ServiceError,

    /// <summary>The service did not respond within the time-out.</summary>
    Timeout,

    /// <summary>The connection could not be established, or was lost. Causes are name resolution, the network, TLS or a proxy.</summary>
    ConnectionFailed,

    /// <summary>The response is not valid: it is HTML, malformed, truncated, or has unexpected content.</summary>
    InvalidResponse,

    /// <summary>The response is longer than the settings allow.</summary>
    ResponseTooLarge,

    /// <summary>The response is a redirect. The client never follows redirects.</summary>
    RedirectRefused,

    /// <summary>The address of the next page cannot be followed, so the list would be incomplete.</summary>
    PagingError,

    /// <summary>It is unknown whether the service created the object.</summary>
    OutcomeUnknown,
}
