namespace CompassOps;

/// <summary>The problem that a <see cref="ConnectionTest"/> found.</summary>
public enum ConnectionProblem
{
    /// <summary>The connection works.</summary>
    None,

    /// <summary>The host name cannot be resolved.</summary>
    NameNotResolved,

    /// <summary>The host refused the connection to the port.</summary>
    Refused,

    /// <summary>The client could not connect or lost the connection, for a reason that the other values do not describe.</summary>
    NotReachable,

    /// <summary>The TLS handshake failed: the certificate is not trusted, or client and server support no common TLS version.</summary>
    Tls,

    /// <summary>The service did not respond within the timeout of one attempt.</summary>
    Timeout,

    /// <summary>The response comes from a proxy, a login page or another web server instead of the service.</summary>
    ProxyInBetween,

    /// <summary>401: the service did not accept the credentials.</summary>
    Unauthorized,

    /// <summary>The authority that issues access tokens did not accept the client id and the client secret.</summary>
    ClientRejected,

    /// <summary>401: the access token has expired.</summary>
    TokenExpired,

    /// <summary>401: the access token was revoked.</summary>
    TokenRevoked,

    /// <summary>The client could not connect to the authority that issues access tokens.</summary>
    AuthorityUnreachable,

    /// <summary>The authority that issues access tokens failed, or its response did not contain an access token.</summary>
    AuthorityFailed,

    /// <summary>401 or 403 with a message about scopes: the access token does not have a scope that the operation needs.</summary>
    MissingScope,

    /// <summary>402: the site's plan does not include the operations features or the heartbeats.</summary>
    NotInPlan,

    /// <summary>403: the credentials are valid, but the account does not have the permission.</summary>
    Forbidden,

    /// <summary>
    /// The cloudId is wrong: the address of the selected product returns 404, and a request to the other product also fails.
    /// </summary>
    WrongCloudId,

    /// <summary>404 at the address of the selected product, but success at the address of the other product.</summary>
    WrongProduct,

    /// <summary>404 for the heartbeats of the given team, but not for the global windows: the team does not exist.</summary>
    WrongTeam,

    /// <summary>429 or 5xx: the service is temporarily unavailable.</summary>
    ServiceUnavailable,

    /// <summary>The clock of this computer differs from the clock of the service by more than a minute.</summary>
    ClockSkew,

    /// <summary>The service returned an unexpected status.</summary>
    Unexpected,
}
