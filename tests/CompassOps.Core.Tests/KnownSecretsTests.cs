using System;
using System.Net;
using System.Text;
using CompassOps.Secrets;

namespace CompassOps.Core.Tests;

/// <summary>Checks that the password of a proxy is masked, whether it comes from the options or from an environment variable.</summary>
[Collection("Environment variables")]
public sealed class KnownSecretsTests
{
    private const string Address = "http://svc-proxy:Winter-2026-Gate@proxy.example.com:3128";
    private const string Pair = "svc-proxy:Winter-2026-Gate";

    [Fact]
    public void The_credential_of_the_proxy_is_masked() => AssertMasked(
        Pair, KnownSecrets.ForProxies(new CompassClientOptions { ProxyCredential = new NetworkCredential("svc-proxy", "Winter-2026-Gate") }));

    [Fact]
    public void The_password_in_the_address_of_the_proxy_is_masked() =>
        AssertMasked(Pair, KnownSecrets.ForProxies(new CompassClientOptions { Proxy = new Uri(Address) }));

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("HTTP_PROXY")]
    [InlineData("ALL_PROXY")]
    [InlineData("https_proxy")]
    [InlineData("http_proxy")]
    [InlineData("all_proxy")]
    public void The_password_in_each_environment_variable_for_a_proxy_is_masked(string name) => AssertMasked(Pair, FromEnvironment(name, Address));

    [Theory]
    [InlineData("svc-proxy:Winter-2026-Gate@proxy.example.com:3128", Pair)]
    [InlineData("svc-proxy:Winter-2026-Gate@http://proxy.example.com:3128", Pair)]
    [InlineData("://svc-proxy:Winter-2026-Gate@proxy.example.com:3128", Pair)]
    [InlineData("http://svc-proxy:Winter@2026:Gate@proxy.example.com:3128", "svc-proxy:Winter@2026:Gate")]
    [InlineData("http://svc-proxy:Winter%402026%3AGate@proxy.example.com:3128", "svc-proxy:Winter@2026:Gate")]
    [InlineData("http://svc-proxy:Winter%402026%3AGate@proxy.example.com:3128", "svc-proxy:Winter%402026%3AGate")]
    public void The_password_is_masked_however_the_address_is_written(string address, string pair) =>
        AssertMasked(pair, FromEnvironment("HTTPS_PROXY", address));

    [Theory]
    [InlineData("http://proxy.example.com:3128")]
    [InlineData("http://svc-proxy@proxy.example.com:3128")]
    [InlineData("http://svc-proxy:@proxy.example.com:3128")]
    [InlineData("@proxy.example.com:3128")]
    public void An_address_without_a_password_adds_no_secret(string address)
    {
        const string Text = "svc-proxy: connects to proxy.example.com:3128";

        Assert.Equal(Text, FromEnvironment("HTTPS_PROXY", address).Redact(Text));
    }

    private static Redactor FromEnvironment(string name, string value)
    {
        string? before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            return KnownSecrets.ForProxies(new CompassClientOptions());
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, before);
        }
    }

    private static void AssertMasked(string pair, Redactor redactor)
    {
        string header = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
        string password = pair.Split(':', 2)[1];

        Assert.Equal("Basic ***, password ***.", redactor.Redact($"Basic {header}, password {password}."));
    }
}
