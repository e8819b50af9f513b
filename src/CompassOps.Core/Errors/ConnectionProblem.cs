namespace CompassOps;

/// <summary>The problems that a <see cref="ConnectionTest"/> finds.</summary>
public enum ConnectionProblem
{
    /// <summary>There is no problem.</summary>
    None,

    /// <summary>The host's name cannot be resolved.</summary>
    NameNotResolved,

    /// <summary>The host refuses connections at that port.</summary>
    Refused,

    /// <summary>The connection failed or was lost for another reason.</summary>
    NotReachable,

    /// <summary>The TLS handshake failed: the certificate is not trusted, or client and server share no TLS version.</summary>
    Tls,

    /// <summary>The service did not respond within the time-out of one attempt.</summary>
    Timeout,

    /// <summary>The response comes from a proxy, a login page or another web server, not from the service.</summary>
    ProxyInBetween,

    /// <summary>401: the service does not accept the credentials.</summary>
    Unauthorized,

    /// <summary>The authority that issues access tokens does not accept the client id and the client secret.</summary>
    ClientRejected,

    /// <summary>401: the access token has expired.</summary>
    TokenExpired,

    /// <summary>401: the access token was revoked.</summary>
    TokenRevoked,

    /// <summary>The authority that issues access tokens could not be reached.</summary>
    AuthorityUnreachable,

    /// <summary>The authority that issues access tokens failed, or returned something other than a token.</summary>
    AuthorityFailed,

    /// <summary>401 or 403 that mentions a scope: the token lacks a scope that the operation needs.</summary>
    MissingScope,

    /// <summary>402: the plan of the site does not include the operations features, or does not include heartbeats.</summary>
    NotInPlan,

    /// <summary>403: the credentials are valid, but the account lacks the permission.</summary>
    Forbidden,

    /// <summary>404 at the addresses of both products: no site has this cloudId.</summary>
    WrongCloudId,

    /// <summary>404 at the address of the product, but not at that of the other product.</summary>
    WrongProduct,

    /// <summary>404 only for the connection's default team.</summary>
    WrongTeam,

    /// <summary>The service is temporarily unavailable: 429 or 5xx.</summary>
    ServiceUnavailable,

    /// <summary>The clocks of this computer and of the service differ by more than a minute.</summary>
    ClockSkew,

    /// <summary>The service returned an unexpected response.</summary>
    Unexpected,
}
