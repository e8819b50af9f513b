using System;
using System.Net;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Creates the platform's HTTP handler. It uses no redirects, no cookies and no implicit credentials. It renews pooled connections, so
/// that DNS changes take effect.
/// </summary>
internal static class HandlerFactory
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
#if NETSTANDARD2_0
    // By default, .NET Framework opens two connections for each host. If there are more requests than connections, requests wait in the
    // handler while their time-out runs.
    private const int MaximumConnections = 256;
#endif

    /// <summary>Creates the handler for requests to one origin.</summary>
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

            // Do not read more than this from a response that is too large.
            MaxResponseDrainSize = 64 * 1024,
            ActivityHeadersPropagator = null,
        };
#endif
    }

    /// <summary>Returns the proxy for requests to an origin, or null.</summary>
    /// <param name="proxy">The proxy from the options. Null means the system's proxy.</param>
    /// <param name="noProxy">Whether to use no proxy.</param>
    /// <param name="origin">The origin of the requests.</param>
    public static Uri? ProxyFor(Uri? proxy, bool noProxy, Uri origin)
    {
        if (!MayUseProxy(proxy, noProxy, origin))
        {
            return null;
        }

        // For a direct connection, .NET Framework and .NET differ: one returns the address itself, the other returns null.
        Uri? through = proxy ?? SystemProxy.GetProxy(origin);
        return through == origin ? null : through;
    }

#if NETSTANDARD2_0
    private static IWebProxy SystemProxy => WebRequest.DefaultWebProxy ?? new WebProxy();
#else
    private static IWebProxy SystemProxy => HttpClient.DefaultProxy;
#endif

    // Plain HTTP is allowed for loopback only. Through a remote proxy the token would be sent in clear text.
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

    // These credentials are for the system's proxy.
    private static ICredentials? SystemProxyCredentials(CompassClientOptions options) =>
        options.ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : null;

#if NETSTANDARD2_0
    /// <summary>The value of TLS 1.3, which .NET Standard 2.0 does not define.</summary>
    private const SecurityProtocolType Tls13 = (SecurityProtocolType)0x3000;

    private static void PrepareServicePoint(Uri origin)
    {
        // Zero lets the system choose the TLS versions, so leave it unchanged. The newest version in the default list of Windows
        // PowerShell is TLS 1.0, which the service refuses. Leave lists with TLS 1.2 or 1.3 unchanged.
        SecurityProtocolType listed = ServicePointManager.SecurityProtocol;
        if (listed != 0 && (listed & (SecurityProtocolType.Tls12 | Tls13)) == 0)
        {
            ServicePointManager.SecurityProtocol = listed | SecurityProtocolType.Tls12;
        }

        // .NET Framework stores this setting for each host and not for each handler. By default, it never renews a connection.
        ServicePointManager.FindServicePoint(origin).ConnectionLeaseTimeout = (int)ConnectionLifetime.TotalMilliseconds;
    }
#else
    /// <summary>
    /// Returns the time-out for connecting. It is shorter than the time-out of the attempt, so that a failure to connect can be
    /// recognised.
    /// </summary>
    private static TimeSpan ConnectTimeout(TimeSpan timeout)
    {
        TimeSpan most = TimeSpan.FromSeconds(15);
        TimeSpan part = new(Math.Max(timeout.Ticks / 4 * 3, 1));
        return part < most ? part : most;
    }
#endif
}
