using System;
using System.Collections.Generic;

namespace CompassOps.Tests.Shared;

/// <summary>
/// A request that a test server received. <c>Target</c> is the request target as the client sent it. <c>Address</c> is the
/// absolute address.
/// </summary>
internal sealed record ReceivedRequest(string Method, Uri Address, string Target, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Address.AbsolutePath;

    public string PathAndQuery => Address.PathAndQuery;

    public override string ToString() => $"{Method} {PathAndQuery}";
}
