using System;

namespace CompassOps.Http;

/// <summary>Finds the connection problem that caused a failed request, and tells the user what to do.</summary>
internal static class Diagnosis
{
    /// <summary>
    /// The maximum tolerated difference between this computer's clock and the service's clock. Only a larger difference is reported as a
    /// problem, because a smaller difference shifts a maintenance window by at most one minute.
    /// </summary>
    public static readonly TimeSpan ToleratedSkew = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Returns the problem that caused a failure. For a 404, returns WrongCloudId. The caller must then check whether the product or the
    /// team is wrong instead of the cloudId.
    /// </summary>
    public static ConnectionProblem Of(CompassApiException failure)
    {
        if (failure.Operation == AuthorityOperations.IssueToken.Name)
        {
            return OfAuthority(failure);
        }

        if (failure.IsCutOff && !failure.IsForeign)
        {
            return ConnectionProblem.NotReachable;
        }

        if (failure.IsForeign || failure.StatusCode == 407
            || failure.Kind is CompassErrorKind.RedirectRefused or CompassErrorKind.InvalidResponse or CompassErrorKind.ResponseTooLarge)
        {
            return ConnectionProblem.ProxyInBetween;
        }

        return failure.Kind switch
        {
            CompassErrorKind.Unauthorized => failure.Problem ?? ConnectionProblem.Unauthorized,
            CompassErrorKind.MissingScope => ConnectionProblem.MissingScope,
            CompassErrorKind.NotInPlan => ConnectionProblem.NotInPlan,
            CompassErrorKind.Forbidden => ConnectionProblem.Forbidden,
            CompassErrorKind.NotFound => ConnectionProblem.WrongCloudId,
            CompassErrorKind.Throttled or CompassErrorKind.ServiceError => ConnectionProblem.ServiceUnavailable,
            CompassErrorKind.Timeout => ConnectionProblem.Timeout,
            CompassErrorKind.ConnectionFailed => failure.Problem ?? ConnectionProblem.NotReachable,
            _ => ConnectionProblem.Unexpected,
        };
    }

    /// <summary>Tells the user what to do about a problem. Returns null if there is no problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="host">The host of the request.</param>
    /// <param name="product">The product whose address was used.</param>
    /// <param name="proxy">The proxy of the request, or null.</param>
    public static string? Remedy(ConnectionProblem problem, string host, CompassProduct product, string? proxy = null) => problem switch
    {
        ConnectionProblem.None => null,
        ConnectionProblem.NameNotResolved or ConnectionProblem.Refused or ConnectionProblem.NotReachable or ConnectionProblem.Timeout when proxy is not null =>
            Messages.CheckProxy(host, proxy),
        ConnectionProblem.ProxyInBetween => Messages.CheckProxyInBetween(host, proxy),
        ConnectionProblem.NameNotResolved => Messages.CheckHost(host),
        ConnectionProblem.Refused => Messages.CheckPort(host),
        ConnectionProblem.NotReachable => Messages.CheckRoute(host),
        ConnectionProblem.Timeout => Messages.CheckTimeout(host),
        ConnectionProblem.Tls => Messages.CheckTls,
        ConnectionProblem.Unauthorized => Messages.CheckUser,
        ConnectionProblem.ClientRejected => Messages.CheckClient,
        ConnectionProblem.TokenExpired => Messages.CheckExpiry,
        ConnectionProblem.TokenRevoked => Messages.CheckRevocation,
        ConnectionProblem.AuthorityUnreachable => Messages.CheckAuthority,
        ConnectionProblem.AuthorityFailed => Messages.CheckAuthorityLater,
        ConnectionProblem.MissingScope => Messages.CheckScopes,
        ConnectionProblem.NotInPlan => Messages.CheckPlan,
        ConnectionProblem.Forbidden => Messages.CheckRights,
        ConnectionProblem.WrongCloudId => Messages.CheckCloudId,
        ConnectionProblem.WrongProduct => Messages.CheckOtherProduct($"{Other(product)}"),
        ConnectionProblem.WrongTeam => Messages.CheckTeam,
        ConnectionProblem.ServiceUnavailable => Messages.CheckStatusPage,
        ConnectionProblem.ClockSkew => Messages.CheckClock,
        _ => Messages.CheckRequest,
    };

    private static ConnectionProblem OfAuthority(CompassApiException failure) => failure.Kind switch
    {
        CompassErrorKind.Unauthorized => ConnectionProblem.ClientRejected,
        CompassErrorKind.ConnectionFailed or CompassErrorKind.Timeout => ConnectionProblem.AuthorityUnreachable,
        _ => ConnectionProblem.AuthorityFailed,
    };

    public static CompassProduct Other(CompassProduct product) =>
        product == CompassProduct.Compass ? CompassProduct.JiraServiceManagement : CompassProduct.Compass;
}
