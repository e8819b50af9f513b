namespace CompassOps;

/// <summary>The problems that a <see cref="ConnectionTest"/> finds.</summary>
public enum ConnectionProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The host's name cannot be resolved.</summary>
    NameNotResolved,

    /// <summary>The host refuses connections at that port.</summary>
    Refused,

    /// <summary>The connection failed or was lost for another reason.</summary>
    NotReachable,

    /// <summary>The handshake failed: a certificate that is not trusted, or no version of TLS in common.</summary>
    Tls,

    /// <summary>There was no response within the time of one attempt.</summary>
    Timeout,

    /// <summary>The response comes from a proxy, a login page or another web server, not from the service.</summary>
    ProxyInBetween,

    /// <summary>401: the service does not accept the credentials.</summary>
    Unauthorized,

    /// <summary>The authority does not accept client id and client secret.</summary>
    ClientRejected,

    /// <summary>401: the access token has expired.</summary>
    TokenExpired,

    /// <summary>401: the access token was revoked.</summary>
    TokenRevoked,

    /// <summary>The authority that issues access tokens could not be reached.</summary>
    AuthorityUnreachable,

    /// <summary>The authority that issues access tokens failed, or returned something other than a token.</summary>
    AuthorityFailed,

    /// <summary>401 or 403, and the service names the scope: the token lacks a scope.</summary>
    MissingScope,

    /// <summary>402: the plan of the site does not include operations, or not heartbeats.</summary>
    NotInPlan,

    /// <summary>403: the credentials are valid, but the account lacks the permission.</summary>
    Forbidden,

    /// <summary>404, below the addresses of both products: there is no such cloud.</summary>
    WrongCloudId,

    /// <summary>404 below the product's address, but not below the other product's.</summary>
    WrongProduct,

    /// <summary>404 for the connection's default team alone.</summary>
    WrongTeam,

    /// <summary>The service is temporarily unavailable: 429 or 5xx.</summary>
    ServiceUnavailable,

    /// <summary>The clocks of machine and service differ by more than a minute.</summary>
    ClockSkew,

    /// <summary>An unexpected response.</summary>
    Unexpected,
}
