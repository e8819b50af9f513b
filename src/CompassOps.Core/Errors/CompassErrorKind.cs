namespace CompassOps;

/// <summary>The kinds of failure that a <see cref="CompassApiException"/> reports.</summary>
public enum CompassErrorKind
{
    /// <summary>The service rejected the request: 400, 413, 415, 422, or a 4xx status for which there is no other kind.</summary>
    InvalidRequest,

    /// <summary>
    /// The service did not accept the credentials (401), or the token authority did not accept the client id and the client secret (400,
    /// 401 or 403).
    /// </summary>
    Unauthorized,

    /// <summary>401 or 403 with a message about scopes: the access token does not have a scope that the operation needs.</summary>
    MissingScope,

    /// <summary>402: the site's plan does not include the feature.</summary>
    NotInPlan,

    /// <summary>403: the account does not have the permission.</summary>
    Forbidden,

    /// <summary>404 or 410: the object, the team or the address does not exist.</summary>
    NotFound,

    /// <summary>405: the address does not support the HTTP method.</summary>
    MethodNotAllowed,

    /// <summary>409: the object already exists, or its status does not allow the change.</summary>
    Conflict,

    /// <summary>429 after all retries: the client sent too many requests.</summary>
    Throttled,

    /// <summary>5xx after all retries: the service failed.</summary>
    ServiceError,

    /// <summary>The service did not respond in time, or returned 408.</summary>
    Timeout,

    /// <summary>The client could not connect, or lost the connection, because of DNS, the network, TLS or a proxy.</summary>
    ConnectionFailed,

    /// <summary>The response is invalid: HTML, malformed JSON, a truncated body, or unexpected content.</summary>
    InvalidResponse,

    /// <summary>The response is longer than <see cref="CompassClientOptions.MaximumResponseBytes"/>.</summary>
    ResponseTooLarge,

    /// <summary>The response is a redirect. The client never follows redirects.</summary>
    RedirectRefused,

    /// <summary>
    /// The client cannot read the list to its end: the link to the next page is invalid, several pages are empty or only repeat objects of earlier pages, or the list
    /// is too long.
    /// </summary>
    PagingError,

    /// <summary>The client does not know whether the service carried out the request.</summary>
    OutcomeUnknown,
}
