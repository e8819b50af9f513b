using System;
using CompassOps.Paging;

namespace CompassOps.Core.Tests;

/// <summary>Checks which addresses the client accepts in the link to the next page.</summary>
public sealed class NextLinkTests
{
    private const string Base = "https://api.example.com/compass/cloud/c/ops/";
    private static readonly Uri Current = new(Base + "v1/teams/t/heartbeats?size=5");

    [Theory]
    [InlineData("/v1/teams/t/heartbeats?offset=13&size=5", "v1/teams/t/heartbeats?offset=13&size=5")]
    [InlineData("v1/teams/t/heartbeats?offset=13", "v1/teams/t/heartbeats?offset=13")]
    [InlineData("?offset=13", "v1/teams/t/heartbeats?offset=13")]
    [InlineData(Base + "v1/x?offset=13", "v1/x?offset=13")]
    [InlineData("HTTPS://API.example.com:443/compass/cloud/c/ops/v1/x", "v1/x")]
    [InlineData("/compass/cloud/c/ops/v1/x?offset=13", "v1/x?offset=13")]
    [InlineData("/v1/teams/a%2Fb/heartbeats?name=..%2F..&offset=2", "v1/teams/a%2Fb/heartbeats?name=..%2F..&offset=2")]
    [InlineData("/v1/teams/100%2525/heartbeats?offset=2", "v1/teams/100%2525/heartbeats?offset=2")]
    [InlineData("/v1/x?next=http://evil.example.com", "v1/x?next=http://evil.example.com")]
    [InlineData("  /v1/x  ", "v1/x")]
    [InlineData("/v1/x y", "v1/x%20y")]
    [InlineData("/v1/x?name=nightly backup&offset=20", "v1/x?name=nightly%20backup&offset=20")]
    [InlineData(Base + "v1/x?name=a b  c&offset=20", "v1/x?name=a%20b%20%20c&offset=20")]
    public void Links_within_the_base_address_are_followed(string next, string path)
    {
        Assert.Equal(Base + path, NextLink.Resolve(new Uri(Base), Current, next, out string? refusal)?.AbsoluteUri);
        Assert.Null(refusal);
    }

    [Theory]
    [InlineData("https://evil.example.com/compass/cloud/c/ops/v1/x", "another host")]
    [InlineData("https://api.example.com:8443/compass/cloud/c/ops/v1/x", "another host")]
    [InlineData("https://api.example.com@evil.example.com/compass/cloud/c/ops/v1/x", "another host")]
    [InlineData("https://user:pass@api.example.com/compass/cloud/c/ops/v1/x", "another host")]
    [InlineData("https://api.example.com.evil.example.com/compass/cloud/c/ops/v1/x", "another host")]
    [InlineData("//evil.example.com/v1/x", "another host")]
    [InlineData("http://api.example.com/compass/cloud/c/ops/v1/x", "another scheme")]
    [InlineData("ftp://api.example.com/compass/cloud/c/ops/v1/x", "another scheme")]
    [InlineData("file:///etc/passwd", "another scheme")]
    [InlineData("javascript:alert(1)//", "another scheme")]
    [InlineData("https://api.example.com/other", "outside the base address")]
    [InlineData("https://api.example.com/compass/cloud/c/opsy/v1", "outside the base address")]
    [InlineData("/../../../../admin", "outside the base address")]
    [InlineData("/%2e%2e/%2e%2e/admin", "outside the base address")]
    [InlineData("/v1/..%2f..%2fadmin", "outside the base address")]
    [InlineData("/v1/..%5c..%5cadmin", "outside the base address")]
    [InlineData("/compass/cloud/c/ops/../../../x", "outside the base address")]
    [InlineData("/v1/%252e%252e/%252e%252e/admin", "outside the base address")]
    [InlineData("/v1/..%252f..%252fadmin", "outside the base address")]
    [InlineData("/v1/%25252525252e%25252525252e/admin", "outside the base address")]
    [InlineData("/v1/..;/..;a=b/admin", "outside the base address")]
    [InlineData("/v1/..%3b/admin", "outside the base address")]
    [InlineData("/v1/\uFF0E\uFF0E\uFF0Fadmin", "outside the base address")]
    [InlineData("/v1/\u2025/admin", "outside the base address")]
    [InlineData("/v1/\uFF052e\uFF052e/admin", "outside the base address")]
    [InlineData("/v1/.%E2%80%8B./admin", "outside the base address")]
    [InlineData("\\\\evil.example.com\\v1", "that an address cannot contain")]
    [InlineData("/\\evil.example.com", "that an address cannot contain")]
    [InlineData("/v1/x\r\nX-Evil: 1", "that an address cannot contain")]
    [InlineData("/v1/x#y", "that an address cannot contain")]
    [InlineData("https://", "is not an address")]
    public void Links_outside_the_base_address_are_refused(string next, string why)
    {
        Assert.Null(NextLink.Resolve(new Uri(Base), Current, next, out string? refusal));
        Assert.Contains(why, refusal, StringComparison.Ordinal);
    }
}
