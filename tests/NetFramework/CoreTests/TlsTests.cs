using System;
using System.Net;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks that the client enables TLS 1.2 in the .NET Framework process only if the service would reject all enabled versions.
/// </summary>
public sealed class TlsTests : IDisposable
{
    private const SecurityProtocolType Tls13 = (SecurityProtocolType)0x3000;
    private readonly SecurityProtocolType _before = ServicePointManager.SecurityProtocol;

    [Theory]
    [InlineData(SecurityProtocolType.Ssl3 | SecurityProtocolType.Tls, SecurityProtocolType.Ssl3 | SecurityProtocolType.Tls | SecurityProtocolType.Tls12)]
    [InlineData(SecurityProtocolType.Tls, SecurityProtocolType.Tls | SecurityProtocolType.Tls12)]
    [InlineData(SecurityProtocolType.Tls12, SecurityProtocolType.Tls12)]
    [InlineData(SecurityProtocolType.SystemDefault, SecurityProtocolType.SystemDefault)]
    [InlineData(Tls13, Tls13)]
    public void Only_a_TLS_list_without_current_versions_is_extended(SecurityProtocolType before, SecurityProtocolType after)
    {
        ServicePointManager.SecurityProtocol = before;

        using CompassClient client = new(Clients.Options());

        Assert.Equal(after, ServicePointManager.SecurityProtocol);
    }

    public void Dispose() => ServicePointManager.SecurityProtocol = _before;
}
