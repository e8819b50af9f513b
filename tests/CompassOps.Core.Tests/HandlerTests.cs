using System;
using System.Net;
using System.Net.Http;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

public sealed class HandlerTests
{
    private static readonly Uri Elsewhere = new("https://api.example.com/");
    private static readonly Uri Here = new("http://127.0.0.1:8080/");

    [Fact]
    public void The_handler_follows_no_redirects_keeps_no_cookies_and_renews_connections()
    {
        using SocketsHttpHandler handler = Make(new CompassClientOptions(), Elsewhere);

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.False(handler.PreAuthenticate);
        Assert.True(handler.EnableMultipleHttp2Connections);
        Assert.Equal(TimeSpan.FromMinutes(2), handler.PooledConnectionLifetime);
        Assert.Equal(65_536, handler.MaxResponseDrainSize);
        Assert.Null(handler.ActivityHeadersPropagator);
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(19.9, 14.925)]
    [InlineData(20, 15)]
    [InlineData(300, 15)]
    public void The_connect_timeout_is_shorter_than_the_attempt_timeout(double attempt, double connect)
    {
        using SocketsHttpHandler handler = Make(new CompassClientOptions { Timeout = TimeSpan.FromSeconds(attempt) }, Elsewhere);

        Assert.Equal(TimeSpan.FromSeconds(connect), handler.ConnectTimeout);
    }

    [Fact]
    public void A_tiny_timeout_still_leaves_time_to_connect()
    {
        using SocketsHttpHandler handler = Make(new CompassClientOptions { Timeout = TimeSpan.FromTicks(1) }, Elsewhere);

        Assert.Equal(TimeSpan.FromTicks(1), handler.ConnectTimeout);
    }

    [Theory]
    [InlineData("HTTP://proxy.example.com:3128")]
    [InlineData("https://proxy.example.com")]
    [InlineData("socks4://proxy.example.com:1080")]
    [InlineData("socks4a://proxy.example.com:1080")]
    [InlineData("socks5://proxy.example.com:1080")]
    public void Every_scheme_of_a_proxy_that_NET_supports_is_accepted(string proxy)
    {
        using SocketsHttpHandler handler = Make(new CompassClientOptions { Proxy = new Uri(proxy) }, Elsewhere);

        Assert.Equal(new Uri(proxy), handler.Proxy!.GetProxy(Elsewhere));
    }

    [Theory]
    [InlineData(true, null, false, true)]
    [InlineData(true, "http://proxy.example.com:3128", false, true)]
    [InlineData(true, "http://proxy.example.com:3128", true, false)]
    [InlineData(true, null, true, false)]
    [InlineData(false, null, false, false)]
    [InlineData(false, "http://proxy.example.com:3128", false, false)]
    [InlineData(false, "http://localhost:3128", false, true)]
    [InlineData(false, "http://localhost:3128", true, false)]
    public void A_proxy_is_used_for_HTTPS_only(bool encrypted, string? proxy, bool noProxy, bool used)
    {
        CompassClientOptions options = new()
        {
            Proxy = proxy is null ? null : new Uri(proxy),
            ProxyCredential = new NetworkCredential("u", "p"),
            NoProxy = noProxy,
        };
        using SocketsHttpHandler handler = Make(options, encrypted ? Elsewhere : Here);

        Assert.Equal(used, handler.UseProxy);
        WebProxy? given = handler.Proxy as WebProxy;
        Assert.Equal(used && proxy is not null ? new Uri(proxy!) : null, given?.Address);
        Assert.Equal(given is null ? null : options.ProxyCredential, given?.Credentials);
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData("http://proxy.example.com:3128", false, true)]
    [InlineData(null, true, false)]
    [InlineData("http://proxy.example.com:3128", true, false)]
    public void Default_credentials_are_sent_to_the_proxy_only_on_request(string? proxy, bool noProxy, bool used)
    {
        CompassClientOptions options = new() { Proxy = proxy is null ? null : new Uri(proxy), ProxyUseDefaultCredentials = true, NoProxy = noProxy };
        using SocketsHttpHandler handler = Make(options, Elsewhere);
        using SocketsHttpHandler plain = Make(new CompassClientOptions { Proxy = options.Proxy }, Elsewhere);

        Assert.Same(used ? CredentialCache.DefaultCredentials : null, handler.DefaultProxyCredentials);
        Assert.Same(used && proxy is not null ? CredentialCache.DefaultCredentials : null, handler.Proxy?.Credentials);
        Assert.Null(plain.DefaultProxyCredentials);
        Assert.Null(plain.Proxy?.Credentials);
    }

    private static SocketsHttpHandler Make(CompassClientOptions options, Uri origin) =>
        Assert.IsType<SocketsHttpHandler>(HandlerFactory.Create(options, origin));
}
