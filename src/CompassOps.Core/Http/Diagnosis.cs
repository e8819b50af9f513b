using System;

namespace CompassOps.Http;

/// <summary>Tells from the way a first request failed what is wrong with a connection, and what to do about it. Pure.</summary>
internal static class Diagnosis
{
    /// <summary>A clock that is further off than this opens windows at the wrong time.</summary>
    public static readonly TimeSpan ToleratedSkew = TimeSpan.FromMinutes(1);

    /// <summary>The problem behind a failure. A 404 is taken for a wrong cloudId: whether it is the product is for the caller to find out.</summary>
    public static ConnectionProblem Of(CompassApiException failure)
    {
        if (failure.IsCutOff && !failure.IsForeign)
        {
            return ConnectionProblem.NotReachable;
        }

        if (failure.IsForeign || failure.StatusCode == 407 || ConnectionFailure.IsProxy(failure.InnerException)
            || failure.Kind is CompassErrorKind.RedirectRefused or CompassErrorKind.InvalidResponse or CompassErrorKind.ResponseTooLarge)
        {
            return ConnectionProblem.ProxyInBetween;
        }

        return failure.Kind switch
        {
            CompassErrorKind.Unauthorized => ConnectionProblem.Unauthorized,
            CompassErrorKind.Forbidden => ConnectionProblem.Forbidden,
            CompassErrorKind.NotFound => ConnectionProblem.WrongCloudId,
            CompassErrorKind.Throttled or CompassErrorKind.ServiceError => ConnectionProblem.ServiceUnavailable,
            CompassErrorKind.Timeout => ConnectionProblem.Timeout,
            CompassErrorKind.ConnectionFailed => OfConnection(failure.InnerException),
            _ => ConnectionProblem.Unexpected,
        };
    }

    /// <summary>What to do.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="host">The host that was asked.</param>
    /// <param name="product">The product whose address was used.</param>
    /// <param name="proxy">The proxy that the request went through, or null: then it is what was not reached.</param>
    public static string? Remedy(ConnectionProblem problem, string host, CompassProduct product, string? proxy = null) => problem switch
    {
        ConnectionProblem.NameNotResolved or ConnectionProblem.Refused or ConnectionProblem.NotReachable or ConnectionProblem.Timeout when proxy is not null =>
            $"Requests to {host} go through the proxy {proxy}: check that address, and whether the proxy is there and lets {host} through. "
                + "-Proxy names another; -NoProxy does without.",
        ConnectionProblem.ProxyInBetween when proxy is not null =>
            $"Something between this machine and {host} answers in its place, perhaps the proxy {proxy}. Check -BaseUri, -Proxy and -ProxyCredential, or have {host} let through.",

        ConnectionProblem.None => null,
        ConnectionProblem.NameNotResolved => $"Check the spelling of {host}, and this machine's name service and network.",
        ConnectionProblem.Refused => $"Check host and port ({host}), and whether a firewall lets this machine out.",
        ConnectionProblem.NotReachable => $"Check the network between this machine and {host}, and the proxy settings.",
        ConnectionProblem.Tls => "Check this machine's clock, and whether a proxy inspects TLS: its certificate must be trusted here.",
        ConnectionProblem.Timeout => $"Check the network and the proxy between this machine and {host}, or allow more time with -TimeoutSec.",
        ConnectionProblem.ProxyInBetween =>
            $"Something between this machine and {host} answers in its place. Check -BaseUri, -Proxy, -ProxyCredential and -NoProxy, or have {host} let through.",
        ConnectionProblem.Unauthorized =>
            "Check the e-mail address, and make a new API token (without scopes) in the account's security settings; a token expires, and belongs to one account.",
        ConnectionProblem.Forbidden => "Ask an administrator of the site for access to its operations, and check that the cloudId is the right site's.",
        ConnectionProblem.WrongCloudId => "Check the cloudId; Connect-Compass -Site finds it by the site's name.",
        ConnectionProblem.WrongProduct => $"Connect with -Product {Other(product)}.",
        ConnectionProblem.WrongTeam => "Check the connection's -TeamId; Get-CompassTeam lists the teams that this account can see.",
        ConnectionProblem.ServiceUnavailable => "Nothing is wrong on this side. Try again later, and look at the service's status page.",
        ConnectionProblem.ClockSkew => "Set this machine's clock (NTP). Windows that start now, and certificates, go by it.",
        _ => "Look at the request with -Debug.",
    };

    /// <summary>The other of the two products.</summary>
    public static CompassProduct Other(CompassProduct product) =>
        product == CompassProduct.Compass ? CompassProduct.JiraServiceManagement : CompassProduct.Compass;

    private static ConnectionProblem OfConnection(Exception? cause) =>
        ConnectionFailure.IsName(cause) ? ConnectionProblem.NameNotResolved
        : ConnectionFailure.IsTrust(cause) ? ConnectionProblem.Tls
        : ConnectionFailure.IsRefused(cause) ? ConnectionProblem.Refused
        : ConnectionProblem.NotReachable;
}
