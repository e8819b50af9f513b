using System;
using System.Net;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Creates the HTTP handler of .NET. The handler follows no redirects, stores no cookies and does not send the credentials of the operating
/// system to the service. It renews connections regularly, because an old connection ignores DNS changes.
/// </summary>
internal static class HandlerFactory
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
#if NETSTANDARD2_0
    // By default, .NET Framework allows two connections for each host. Further requests would wait for a free connection and could time
    // out.
    private const int MaximumConnections = 256;
    private static readonly string[] ProxySchemes = { "http" };
#else
    private static readonly string[] ProxySchemes = { "http", "https", "socks4", "socks4a", "socks5" };
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

            // If a response is too large, the handler reads at most this number of remaining bytes, so that the connection can be
            // reused. If more bytes remain, the handler closes the connection.
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

        // If there is no proxy, .NET Framework returns the origin, and .NET returns null.
        Uri? through = proxy ?? SystemProxy.GetProxy(origin);
        return through == origin ? null : through;
    }

#if NETSTANDARD2_0
    private static IWebProxy SystemProxy => WebRequest.DefaultWebProxy ?? new WebProxy();
#else
    private static IWebProxy SystemProxy => HttpClient.DefaultProxy;
#endif

    // For plain HTTP, use a proxy only if the options specify it and it runs on this computer. A proxy on another computer would receive
    // the token in clear text.
    private static bool MayUseProxy(Uri? proxy, bool noProxy, Uri origin) =>
        !noProxy && (origin.Scheme != Uri.UriSchemeHttp || (proxy is not null && Addresses.IsLoopback(proxy)));

    private static WebProxy? Proxy(CompassClientOptions options)
    {
        if (options.Proxy is not { } address)
        {
            return null;
        }

        // The handlers reject other schemes only when they send a request. Then it is too late for a clear error.
        if (!address.IsAbsoluteUri || address.UserInfo.Length > 0 || Array.IndexOf(ProxySchemes, address.Scheme) < 0)
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
        // By default, some versions of Windows PowerShell allow only TLS 1.0, which the service rejects. Allow TLS 1.2 if neither TLS 1.2
        // nor TLS 1.3 is allowed. Zero means that the system chooses the version, so do not change zero.
        SecurityProtocolType listed = ServicePointManager.SecurityProtocol;
        if (listed != 0 && (listed & (SecurityProtocolType.Tls12 | Tls13)) == 0)
        {
            ServicePointManager.SecurityProtocol = listed | SecurityProtocolType.Tls12;
        }

        // By default, .NET Framework never renews a connection. The lifetime of a connection is a setting of the host, not of the handler.
        ServicePointManager.FindServicePoint(origin).ConnectionLeaseTimeout = (int)ConnectionLifetime.TotalMilliseconds;
    }
#else
    /// <summary>
    /// Returns the timeout for connecting. It is shorter than the timeout of an attempt, so that the client can distinguish a failure to
    /// connect from a slow response.
    /// </summary>
    private static TimeSpan ConnectTimeout(TimeSpan timeout)
    {
        TimeSpan most = TimeSpan.FromSeconds(15);
        TimeSpan part = new(Math.Max(timeout.Ticks / 4 * 3, 1));
        return part < most ? part : most;
    }
#endif
}
