namespace CompassOps;

/// <summary>What a <see cref="ConnectionTest"/> found to be wrong.</summary>
public enum ConnectionProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The host's name leads to no address.</summary>
    NameNotResolved,

    /// <summary>The host is there and takes no connection at that port.</summary>
    Refused,

    /// <summary>No connection came about, or it was lost, for another reason than those that have a word of their own.</summary>
    NotReachable,

    /// <summary>The handshake failed: a certificate that is not trusted, or no version of TLS in common.</summary>
    Tls,

    /// <summary>There was no response within the time of one attempt.</summary>
    Timeout,

    /// <summary>Something else has answered in the service's place: a proxy, a login page, another web server.</summary>
    ProxyInBetween,

    /// <summary>401: the service does not accept e-mail address and token.</summary>
    Unauthorized,

    /// <summary>401 or 403, and the service names the scope: the token lacks a scope.</summary>
    MissingScope,

    /// <summary>402: the plan of the site does not include operations, or not heartbeats.</summary>
    NotInPlan,

    /// <summary>403: they are accepted, and the account may not do this.</summary>
    Forbidden,

    /// <summary>404, below the addresses of both products: there is no such cloud.</summary>
    WrongCloudId,

    /// <summary>404 below the product's address, but not below the other product's.</summary>
    WrongProduct,

    /// <summary>404 for the connection's default team alone.</summary>
    WrongTeam,

    /// <summary>The service is there and cannot answer now: 429 or 5xx.</summary>
    ServiceUnavailable,

    /// <summary>All is well but the time: machine and service differ by more than a minute.</summary>
    ClockSkew,

    /// <summary>A response that nothing of the above explains.</summary>
    Unexpected,
}
