using System;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;
using CompassOps.Http;

namespace CompassOps.Core.Tests;

/// <summary>Checks to which addresses the client sends requests, and which of these addresses receive the token.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task The_client_copies_the_token_and_leaves_the_callers_token_usable()
    {
        using System.Security.SecureString token = Clients.Secure("token");
        using (CompassClient client = new(new CompassClientOptions { CloudId = "c", UserName = "u", Token = token }))
        {
            Assert.False(token.IsReadOnly());
        }

        token.AppendChar('x');
        Assert.Equal(6, token.Length);
        using StubHandler stub = new(static _ => StubHandler.Json(Samples.Pong));
        using CompassClient second = Clients.Over(stub, options: new CompassClientOptions { CloudId = "c", UserName = "ü", Token = token });
        await second.PingHeartbeatAsync("t", "h", false);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ü:tokenx")), stub.Requests[0].Headers["Authorization"]);
    }

    [Theory]
    [InlineData("https://p.example.com", "https://p.example.com/compass/cloud/c%20d/ops/")]
    [InlineData("https://p.example.com/x/compass/cloud/c%20d/ops", "https://p.example.com/x/compass/cloud/c%20d/ops/")]
    [InlineData("https://p.example.com/x/compass/ops/api/c%20d/", "https://p.example.com/x/compass/ops/api/c%20d/")]
    [InlineData("https://p.example.com/compass/ops/api/other", "https://p.example.com/compass/ops/api/other/compass/cloud/c%20d/ops/")]
    public void The_path_of_the_product_is_appended_only_if_the_base_address_has_none(string given, string full)
    {
        CompassClientOptions options = new() { BaseUri = new Uri(given), CloudId = "c d" };
        Assert.Equal(full, Addresses.Base(options).AbsoluteUri);
    }

    [Fact]
    public void The_other_product_replaces_each_path_of_the_product()
    {
        CompassClientOptions options = new() { BaseUri = new Uri("https://p.example.com/x/compass/ops/api/c"), CloudId = "c" };
        Assert.Equal("https://p.example.com/x/jsm/ops/api/c/", Addresses.OfOtherProduct(options).AbsoluteUri);
    }

    [Theory]
    [InlineData(CompassProduct.Compass, "https://p.example.com/x/jsm/ops/api/c%20d/")]
    [InlineData(CompassProduct.JiraServiceManagement, "https://p.example.com/x/compass/cloud/c%20d/ops/")]
    public void The_other_products_base_address_has_the_same_root(CompassProduct product, string other)
    {
        CompassClientOptions options = new() { BaseUri = new Uri("https://p.example.com/x"), CloudId = "c d", Product = product };
        Assert.Equal(other, Addresses.OfOtherProduct(options).AbsoluteUri);
    }

    [Fact]
    public void A_path_segment_that_is_too_long_for_servers_is_refused()
    {
        Assert.Equal(16_000, Addresses.Escape(new string('a', 16_000), "p").Length);
        Assert.Equal(15_996, Addresses.Escape(new string('ü', 2_666), "p").Length);
        foreach (string text in new[] { new string('a', 16_001), new string('ü', 2_667) })
        {
            CompassArgumentException refused = Assert.Throws<CompassArgumentException>(() => Addresses.Escape(text, "p"));
            Assert.Equal("p", refused.ParamName);
            Assert.Contains("shorter", refused.Message, StringComparison.Ordinal);
        }

        Assert.StartsWith(
            "The text contains an incomplete Unicode character", Assert.Throws<CompassArgumentException>(static () => Addresses.Escape("\ud83d", "p")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LOCALHOST", true)]
    [InlineData("127.255.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("128.0.0.1", false)]
    [InlineData("[::2]", false)]
    [InlineData("localhost.example.com", false)]
    public void Loopback_addresses_are_recognized_by_their_spelling(string host, bool here) =>
        Assert.Equal(here, Addresses.IsLoopback(new Uri($"http://{host}:1/")));

    [Theory]
    [InlineData("a-b", "a-b")]
    [InlineData(" Acme ", "acme")]
    [InlineData("acme.atlassian.net/", "acme")]
    [InlineData("7", "7")]
    [InlineData("a12345678901234567890123456789012345678901234567890123456789012", "a12345678901234567890123456789012345678901234567890123456789012")]
    public async Task Site_names_and_addresses_are_accepted(string site, string name)
    {
        using StubHandler stub = new(static _ => StubHandler.Json("""{"cloudId":"c"}"""));
        Notes notes = new();

        await CompassClient.FindCloudIdAsync(site, Clients.Options(), stub, new TestClock(), notes, default);

        Assert.Equal($"https://{name}.atlassian.net/_edge/tenant_info", stub.Requests[0].Address.AbsoluteUri);
        Assert.Equal("GetTenantInfo", Assert.Single(notes.Attempts).Operation);
    }

    [Theory]
    [InlineData("acme-")]
    [InlineData("ac me")]
    [InlineData("a.b.atlassian.net")]
    [InlineData("ftp://acme.atlassian.net")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData(null)]
    public async Task Text_that_names_no_site_is_refused(string? site)
    {
        CompassArgumentException refused = await Assert.ThrowsAsync<CompassArgumentException>(
            () => CompassClient.FindCloudIdAsync(site!, Clients.Options(), null, new TestClock(), null, default));

        Assert.Equal("site", refused.ParamName);
    }

    [Fact]
    public async Task FindCloudId_without_an_id_in_the_response_fails_and_options_are_checked_first()
    {
        using StubHandler stub = new(static _ => StubHandler.Json("""{"cloudId":" "}"""));

        CompassApiException failure = await Clients.FailsAsync(
            () => CompassClient.FindCloudIdAsync("acme", Clients.Options(), stub, new TestClock(), null, default));
        await Assert.ThrowsAsync<CompassArgumentException>(
            () => CompassClient.FindCloudIdAsync("acme", Clients.Options(retries: -1), stub, new TestClock(), null, default));

        Assert.Equal((CompassErrorKind.InvalidResponse, "GetTenantInfo"), (failure.Kind, failure.Operation));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public void A_path_template_with_an_unknown_placeholder_throws()
    {
        Operation wrong = new("Wrong", HttpMethod.Get, "v1/{what}/x", RetrySafety.Harmless);

        Assert.Contains("{what}", Assert.Throws<InvalidOperationException>(() => OperationPath.Of(wrong, "t")).Message, StringComparison.Ordinal);
    }
}
