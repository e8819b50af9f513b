using System;
using System.Net;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Creates the HTTP handler of .NET. It follows no redirects, stores no cookies and sends no implicit credentials. It renews connections
/// regularly, so that the client follows DNS changes.
/// </summary>
internal static class HandlerFactory
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
#if NETSTANDARD2_0
    // The default of .NET Framework is two connections for each host. Further requests would wait for a free connection until they time
    // out.
    private const int MaximumConnections = 256;
#endif

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

            // After a response that is too large, read at most this much of its rest. If the rest is longer, the connection is closed.
            MaxResponseDrainSize = 64 * 1024,
            ActivityHeadersPropagator = null,
        };
#endif
    }

    /// <summary>Returns the address of the proxy for an origin, or null if there is no proxy.</summary>
    /// <param name="proxy">The proxy from the options. Null means the system's proxy.</param>
    /// <param name="noProxy">Whether to use no proxy.</param>
    /// <param name="origin">The origin of the requests.</param>
    public static Uri? ProxyFor(Uri? proxy, bool noProxy, Uri origin)
    {
        if (!MayUseProxy(proxy, noProxy, origin))
        {
            return null;
        }

        // Without a proxy, .NET Framework returns the address itself, and .NET returns null.
        Uri? through = proxy ?? SystemProxy.GetProxy(origin);
        return through == origin ? null : through;
    }

#if NETSTANDARD2_0
    private static IWebProxy SystemProxy => WebRequest.DefaultWebProxy ?? new WebProxy();
#else
    private static IWebProxy SystemProxy => HttpClient.DefaultProxy;
#endif

    // Plain HTTP is allowed on loopback only. A proxy on another computer would receive the token in clear text.
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

    private static ICredentials? SystemProxyCredentials(CompassClientOptions options) =>
        options.ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : null;

#if NETSTANDARD2_0
    private const SecurityProtocolType Tls13 = (SecurityProtocolType)0x3000;

    private static void PrepareServicePoint(Uri origin)
    {
        // Windows PowerShell allows only TLS 1.0 by default, but the service refuses TLS 1.0. Add TLS 1.2 if the list contains neither
        // TLS 1.2 nor TLS 1.3. Zero means that the system chooses, so do not change zero.
        SecurityProtocolType listed = ServicePointManager.SecurityProtocol;
        if (listed != 0 && (listed & (SecurityProtocolType.Tls12 | Tls13)) == 0)
        {
            ServicePointManager.SecurityProtocol = listed | SecurityProtocolType.Tls12;
        }

        // .NET Framework has this setting for each host instead of each handler. By default, .NET Framework never renews a connection.
        ServicePointManager.FindServicePoint(origin).ConnectionLeaseTimeout = (int)ConnectionLifetime.TotalMilliseconds;
    }
#else
    /// <summary>
    /// Returns the time-out for connecting. It is shorter than the time-out of an attempt. Therefore the client can distinguish a failure
    /// to connect from a slow response.
    /// </summary>
    private static TimeSpan ConnectTimeout(TimeSpan timeout)
    {
        TimeSpan most = TimeSpan.FromSeconds(15);
        TimeSpan part = new(Math.Max(timeout.Ticks / 4 * 3, 1));
        return part < most ? part : most;
    }
#endif
}
