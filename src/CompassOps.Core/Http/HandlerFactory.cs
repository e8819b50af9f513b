using System;
using System.Net;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Makes the platform's own handler: pooled connections that are renewed so that changes of DNS are seen, no redirects, no cookies,
/// no credentials but those that are sent on purpose.
/// </summary>
internal static class HandlerFactory
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
#if NETSTANDARD2_0
    private const int MaximumConnections = 64;
#endif

    /// <summary>Makes the handler for requests to one origin.</summary>
    public static HttpMessageHandler Create(CompassClientOptions options, Uri origin)
    {
        IWebProxy? proxy = Proxy(options);
        bool useProxy = MayUseProxy(options.Proxy, options.NoProxy, origin);
#if NETSTANDARD2_0
        PrepareServicePoint(origin);
        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseDefaultCredentials = false,
            PreAuthenticate = false,
            UseProxy = useProxy,
            DefaultProxyCredentials = useProxy ? SystemProxyCredentials(options) : null,
            // .NET Framework's default is two connections a host.
            MaxConnectionsPerServer = MaximumConnections,
        };
        if (useProxy && proxy is not null)
        {
            handler.Proxy = proxy;
        }

        return handler;
#else
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PreAuthenticate = false,
            UseProxy = useProxy,
            Proxy = useProxy ? proxy : null,
            DefaultProxyCredentials = useProxy ? SystemProxyCredentials(options) : null,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectTimeout = ConnectTimeout(options.Timeout),
            EnableMultipleHttp2Connections = true,

            // What is left of a response that was too long is not worth reading.
            MaxResponseDrainSize = 64 * 1024,
            ActivityHeadersPropagator = null,
        };
#endif
    }

    /// <summary>The proxy through which requests to an origin go, or null where they go straight.</summary>
    /// <param name="proxy">The proxy of the options, or null for the system's.</param>
    /// <param name="noProxy">Whether none is wanted.</param>
    /// <param name="origin">Where the requests go.</param>
    public static Uri? ProxyFor(Uri? proxy, bool noProxy, Uri origin)
    {
        if (!MayUseProxy(proxy, noProxy, origin))
        {
            return null;
        }

        // An address that goes straight is its own proxy on the one platform, and has none on the other.
        Uri? through = proxy ?? SystemProxy.GetProxy(origin);
        return through == origin ? null : through;
    }

#if NETSTANDARD2_0
    private static IWebProxy SystemProxy => WebRequest.DefaultWebProxy ?? new WebProxy();
#else
    private static IWebProxy SystemProxy => HttpClient.DefaultProxy;
#endif

    // Plain HTTP is for loopback alone; through a proxy elsewhere the token would travel in the clear.
    private static bool MayUseProxy(Uri? proxy, bool noProxy, Uri origin) =>
        !noProxy && (origin.Scheme != Uri.UriSchemeHttp || (proxy is not null && Addresses.IsLoopback(proxy)));

    private static WebProxy? Proxy(CompassClientOptions options)
    {
        if (options.Proxy is not { } address)
        {
            return null;
        }

        if (!address.IsAbsoluteUri || address.UserInfo.Length > 0)
        {
            throw new CompassArgumentException(Messages.BadProxy, nameof(options.Proxy));
        }

        return new WebProxy(address) { Credentials = options.ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : options.ProxyCredential };
    }

    // What the system's proxy gets, if it asks.
    private static ICredentials? SystemProxyCredentials(CompassClientOptions options) =>
        options.ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : null;

#if NETSTANDARD2_0
    /// <summary>TLS 1.3, which .NET Standard 2.0 has no name for.</summary>
    private const SecurityProtocolType Tls13 = (SecurityProtocolType)0x3000;

    private static void PrepareServicePoint(Uri origin)
    {
        // Zero is "as the system decides", which knows better than a list does. Windows PowerShell's own list ends at TLS 1.0, which
        // the service refuses; a list that has what the service takes is left as somebody has made it.
        SecurityProtocolType listed = ServicePointManager.SecurityProtocol;
        if (listed != 0 && (listed & (SecurityProtocolType.Tls12 | Tls13)) == 0)
        {
            ServicePointManager.SecurityProtocol = listed | SecurityProtocolType.Tls12;
        }

        // .NET Framework keeps this per host and not per handler: by default a connection has no end.
        ServicePointManager.FindServicePoint(origin).ConnectionLeaseTimeout = (int)ConnectionLifetime.TotalMilliseconds;
    }
#else
    /// <summary>Less than the attempt's time, so that a connection that never came about counts as one.</summary>
    private static TimeSpan ConnectTimeout(TimeSpan timeout)
    {
        TimeSpan most = TimeSpan.FromSeconds(15);
        TimeSpan part = new(Math.Max(timeout.Ticks / 4 * 3, 1));
        return part < most ? part : most;
    }
#endif
}
